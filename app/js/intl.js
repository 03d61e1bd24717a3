// Numbers and dates in the person's language. Amounts arrive as decimal text and never become floats.
const kept = new Map();

function formatter(key, make) {
  let found = kept.get(key);
  if (!found) kept.set(key, (found = make()));
  return found;
}

export function formatMoney(decimal, currency, locale) {
  const places = decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0;
  const options = {
    style: 'currency', currency, useGrouping: 'always',
    minimumFractionDigits: places, maximumFractionDigits: places,
  };
  return formatter(`m${locale}${currency}${places}`, () => new Intl.NumberFormat(locale, options)).format(decimal);
}

export function formatNumber(number, locale) {
  return formatter(`n${locale}`, () => new Intl.NumberFormat(locale, { useGrouping: 'always' })).format(number);
}

// As Google counts: a gigabyte is 1024 megabytes.
export function formatBytes(decimal, locale) {
  const power = Math.min(4, Math.max(1, Math.floor(Math.log2(decimal) / 10)));
  const unit = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'][power - 1];
  const options = { style: 'unit', unit, maximumFractionDigits: 1 };
  return formatter(`b${locale}${unit}`, () => new Intl.NumberFormat(locale, options)).format(decimal / 1024 ** power);
}

export function plural(number, lang) {
  return formatter(`p${lang}`, () => new Intl.PluralRules(lang)).select(number);
}

const DATES = {
  day: { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  month: { month: 'long', year: 'numeric', timeZone: 'UTC' },
  short: { month: 'short', timeZone: 'UTC' },
  instant: { dateStyle: 'medium', timeStyle: 'short' },
};

// `iso` is `YYYY-MM`, `YYYY-MM-DD` or an instant; what is no date comes back as it was.
export function formatDate(iso, style, locale) {
  const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(iso) ?? [];
  const date = year ? new Date(Date.UTC(year, month - 1, day ?? 1)) : new Date(iso);
  if (Number.isNaN(date.getTime()) || (!year && style !== 'instant')) return iso;
  return formatter(`d${locale}${style}`, () => new Intl.DateTimeFormat(locale, DATES[style])).format(date);
}
