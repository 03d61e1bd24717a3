//! What narrows the list.

use super::Names;
use crate::{
    components::{icon, input_value, select_value},
    context::{Ctx, use_ctx},
};
use protocol::{Filter, Kind, Look};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) filter: Filter,
    pub(crate) on_filter: Callback<Filter>,
    pub(crate) vocabulary: Names,
}

/// Search and filters; on a phone the filters unfold.
#[component]
pub(crate) fn Toolbar(props: &Props) -> Html {
    let ctx = use_ctx();
    let is_open = use_state(|| false);
    let toggle = {
        let is_open = is_open.clone();
        move |_| is_open.set(!*is_open)
    };
    let search = with(props, |filter, text| filter.search = text);
    let clear = props.on_filter.reform(|_: MouseEvent| Filter::default());
    let is_narrowed = props.filter != Filter::default();
    html! {
        <div class="toolbar" role="search">
            <div class="toolbar__search">
                {icon("search")}
                <input type="search" autocomplete="off" data-testid="search" aria-label={ctx.t("search")} placeholder={ctx.t("search")} value={props.filter.search.clone()}
                    oninput={move |event: InputEvent| search(input_value(&event))} autocomplete="off" spellcheck="false" />
            </div>
            <button class="button toolbar__more" aria-expanded={is_open.to_string()} onclick={toggle}>{icon("filter")}<span>{ctx.t("filters")}</span></button>
            {chips(&ctx, props)}
            <div class={classes!("toolbar__filters", is_open.then_some("toolbar__filters--open"))}>
                {day(&ctx, props, "filter-from")}
                {day(&ctx, props, "filter-to")}
                {categories(&ctx, props)}
                {accounts(&ctx, props)}
                {kinds(&ctx, props)}
                <button class="button button--quiet" data-testid="clear-filters" disabled={!is_narrowed} onclick={clear}>{ctx.t("clear-filters")}</button>
            </div>
        </div>
    }
}

/// A setter of one part of the filter.
fn with(props: &Props, set: impl Fn(&mut Filter, String) + 'static) -> impl Fn(String) + 'static {
    let (filter, on_filter) = (props.filter.clone(), props.on_filter.clone());
    move |value| {
        let mut filter = filter.clone();
        set(&mut filter, value);
        on_filter.emit(filter);
    }
}

fn day(ctx: &Ctx, props: &Props, hook: &'static str) -> Html {
    let is_from = hook == "filter-from";
    let value = if is_from {
        &props.filter.from
    } else {
        &props.filter.to
    };
    let set = with(props, move |filter, date| {
        *(if is_from { &mut filter.from } else { &mut filter.to }) = date
    });
    html! {
        <label class="small"><span>{ctx.t(hook)}</span>
            <input type="date" autocomplete="off" data-testid={hook} value={value.clone()} onchange={move |event: Event| set(input_value(&event))} />
        </label>
    }
}

fn select(
    ctx: &Ctx,
    hook: &'static str,
    chosen: &str,
    options: Vec<(String, String)>,
    set: impl Fn(String) + 'static,
) -> Html {
    // A name out of an address may not be in the vocabulary; it is shown all the same.
    let is_known = chosen.is_empty() || options.iter().any(|(value, _)| value == chosen);
    html! {
        <label class="small"><span>{ctx.t(hook)}</span>
            <select data-testid={hook} onchange={move |event: Event| set(select_value(&event))}>
                <option value="" selected={chosen.is_empty()}>{ctx.t("all")}</option>
                if !is_known {
                    <option value={chosen.to_owned()} selected=true>{chosen.to_owned()}</option>
                }
                {for options.into_iter().map(|(value, text)| html! { <option selected={value == chosen} value={value.clone()}>{text}</option> })}
            </select>
        </label>
    }
}

fn categories(ctx: &Ctx, props: &Props) -> Html {
    // The page sorts nothing else, and the library's sorting is larger than this whole list ever gets.
    let mut names: Vec<String> = Vec::new();
    for (_, name, _) in &props.vocabulary.categories {
        let key = name.to_ascii_lowercase();
        let place = names.partition_point(|before| before.to_ascii_lowercase() <= key);
        names.insert(place, name.clone());
    }
    names.dedup();
    let options = names.into_iter().map(|name| (name.clone(), name)).collect();
    let set = with(props, |filter, name| {
        filter.category = name;
        filter.subcategory.clear();
    });
    select(ctx, "filter-category", &props.filter.category, options, set)
}

fn accounts(ctx: &Ctx, props: &Props) -> Html {
    let options = props
        .vocabulary
        .accounts
        .iter()
        .map(|(name, _)| (name.clone(), name.clone()))
        .collect();
    select(
        ctx,
        "filter-account",
        &props.filter.account,
        options,
        with(props, |filter, name| filter.account = name),
    )
}

fn kinds(ctx: &Ctx, props: &Props) -> Html {
    let options = Kind::ALL
        .iter()
        .map(|kind| (kind.word().to_owned(), ctx.t(&format!("type-{}", kind.word()))))
        .collect();
    let chosen = props.filter.kind.map_or("", Kind::word);
    select(
        ctx,
        "filter-type",
        chosen,
        options,
        with(props, |filter, word| filter.kind = Kind::parse(&word)),
    )
}

/// What comes from the dashboard and has no field here goes by its chip.
fn chips(ctx: &Ctx, props: &Props) -> Html {
    let look = props.filter.look.map(|look| {
        ctx.t(match look {
            Look::Unsorted => "filter-unsorted",
            Look::OnItsWay => "filter-on-its-way",
        })
    });
    let child = Some(props.filter.subcategory.clone()).filter(|child| !child.is_empty());
    html! {
        <>
            {for look.map(|name| chip(ctx, props, name, |filter| filter.look = None))}
            {for child.map(|name| chip(ctx, props, name, |filter| filter.subcategory.clear()))}
        </>
    }
}

fn chip(ctx: &Ctx, props: &Props, name: String, clear: fn(&mut Filter)) -> Html {
    let set = with(props, move |filter, _| clear(filter));
    html! {
        <button class="button button--chosen" onclick={move |_| set(String::new())}
            aria-label={ctx.tv("remove-filter", &[("name", name.as_str().into())])}>
            <span>{name}</span>{icon("close")}
        </button>
    }
}
