//! Stop-watches in the page: from a gesture to the frame after its result.

use anyhow::{Context, Result};
use journeys::{PASSPHRASE, Person};
use serde_json::Value;

/// What every script begins with: setting a field as a person does, and waiting for what is then painted.
const TOOLS: &str = "
    const $ = id => document.querySelector(`[data-testid='${id}']`);
    const frame = () => new Promise(ok => requestAnimationFrame(() => { const c = new MessageChannel();
        c.port1.onmessage = ok; c.port2.postMessage(0); }));
    const until = async (test) => { while (!test()) await new Promise(ok => { const c = new MessageChannel();
        c.port1.onmessage = ok; c.port2.postMessage(0); }); await frame(); };
    const set = (e, v) => { Object.getOwnPropertyDescriptor(Object.getPrototypeOf(e), 'value').set.call(e, v);
        e.dispatchEvent(new Event('input', { bubbles: true })); };
    const times = [];
    const timed = async (act, test) => { const t = performance.now(); act(); await until(test); times.push(performance.now() - t); };
";

async fn run(person: &Person, script: &str) -> Result<Vec<f64>> {
    let script = format!("return (async () => {{ {TOOLS} {script}; return times; }})()");
    let times: Value = person.run(&script).await?;
    Ok(times
        .as_array()
        .context("no times")?
        .iter()
        .filter_map(Value::as_f64)
        .collect())
}

/// Each of twenty-four months: from choosing it to its figures painted.
pub async fn dashboards(person: &Person) -> Result<Vec<f64>> {
    let script = "await until(() => $('period')); for (let year = 2018; year < 2020; year += 1) for (let m = 1; m <= 12; m += 1) {
        const month = `${year}-${String(m).padStart(2, '0')}`;
        await timed(() => set($('period'), month), () => document.querySelector('[data-month]')?.dataset.month === month); }";
    run(person, script).await
}

/// Each key of a few searches: from the key to the list painted.
pub async fn keystrokes(person: &Person) -> Result<Vec<f64>> {
    let script = "for (const query of ['cafe sao', 'hausverwaltung', 'weekly shop', 'blue 0', '4417']) {
        for (let n = 1; n <= query.length; n += 1) {
            const typed = query.slice(0, n);
            await timed(() => set($('search'), typed), () => $('transaction-count')?.dataset.search === typed); } }
        set($('search'), ''); await until(() => $('transaction-count')?.dataset.search === '')";
    run(person, script).await
}

/// A change of a description, five times: from the click on save to the reply that it is durable.
pub async fn edits(person: &Person) -> Result<Vec<f64>> {
    let script = "for (let n = 0; n < 5; n += 1) {
        const row = document.querySelector(\"[data-testid='transaction-row']\");
        (row.querySelector('button, a') ?? row).click();
        await until(() => $('save-transaction')?.getClientRects().length && $('description').value);
        set($('description'), `changed ${n}`);
        await frame();
        await timed(() => $('save-transaction').click(), () => !$('save-transaction')?.getClientRects().length); }";
    run(person, script).await
}

/// From the click on unlock to the dashboard's figures, less what deriving the key took.
pub async fn unlock(person: &Person) -> Result<f64> {
    let script = format!(
        "set($('passphrase'), '{PASSPHRASE}'); await frame();
        await timed(() => $('unlock-submit').click(), () => document.querySelector('[data-month]'));
        times.push(+document.documentElement.dataset.derivationMs)"
    );
    let times = run(person, &script).await?;
    Ok(times.first().context("no time")? - times.get(1).context("no derivation time")?)
}
