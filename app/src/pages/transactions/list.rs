//! The list: as long as it is, only what is seen is in the document.

use super::{Names, fetch::Rows, row::Row};
use crate::{browser, context::use_ctx, window};
use gloo_events::EventListener;
use protocol::Filter;
use std::{cell::RefCell, ops::Range, rc::Rc};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) rows: Rows,
    /// What narrows the list: with another one it begins at its top, after a change it stays where it is.
    pub(crate) filter: Filter,
    pub(crate) on_open: Callback<AttrValue>,
    /// See the row's.
    pub(crate) sorts: Option<Names>,
}

/// What the view measures, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct View {
    scroll: f64,
    height: f64,
    row: f64,
}

/// A grid of rows; the arrow keys move in it, Enter opens.
#[component]
pub(crate) fn TransactionList(props: &Props) -> Html {
    let ctx = use_ctx();
    let count = props.rows.list.map_or(0, |list| list.count);
    let (scroller, sizer, mover) = (use_node_ref(), use_node_ref(), use_node_ref());
    let (view, measure) = use_view(&scroller);
    let range = window::rows(view.scroll, view.height, view.row, count);
    use_places(&sizer, &mover, view.row, count, range.start);
    props.rows.want(&range);
    let active = use_state(|| 0_u32);
    // The last row may have gone.
    let shown = (*active).min(count.saturating_sub(1));
    use_back_to_top(&scroller, &props.filter, &active);
    let is_moving = use_mut_ref(|| false);
    use_focus_of_active(&scroller, *active, &is_moving);
    let onkeydown = on_key(&scroller, &active, count, view, &is_moving);
    let onscroll = move |_: Event| measure.emit(());
    let heads = ["date", "description", "category", "account", "amount"];
    html! {
        <div class="txns" role="grid" aria-label={ctx.t("nav-transactions")} aria-rowcount={(u64::from(count) + 1).to_string()}>
            <div class="txns__head" role="row" aria-rowindex="1">
                {for heads.map(|id| html! { <span role="columnheader" class={format!("txn__{id}")}>{ctx.t(&format!("field-{id}"))}</span> })}
            </div>
            <div class="txns__scroll" role="rowgroup" ref={scroller} {onscroll} {onkeydown}>
                <div class="txns__size" role="presentation" ref={sizer}>
                    <div class="txns__rows" role="presentation" ref={mover}>
                        {for range.map(|place| html! {
                            <Row key={place} {place} row={props.rows.row(place)} is_active={place == shown} on_open={props.on_open.clone()} sorts={props.sorts.clone()} />
                        })}
                    </div>
                </div>
            </div>
        </div>
    }
}

/// What is seen, and a way to look again.
#[hook]
fn use_view(scroller: &NodeRef) -> (View, Callback<()>) {
    let view = use_state(View::default);
    let measure = {
        let (view, scroller) = (view.clone(), scroller.clone());
        Callback::from(move |()| {
            if let Some(element) = scroller.cast::<HtmlElement>() {
                let row = browser::css_number(&element, "--row-height");
                let height = f64::from(element.client_height());
                view.set(View {
                    scroll: element.scroll_top(),
                    height,
                    row,
                });
            }
        })
    };
    let look = measure.clone();
    use_effect_with((), move |()| {
        look.emit(());
        let listener =
            browser::window().map(|window| EventListener::new(&window, "resize", move |_| look.emit(())));
        move || drop(listener)
    });
    (*view, measure)
}

/// Sizes that depend on data are set on the element: the policy forbids style attributes.
#[hook]
fn use_places(sizer: &NodeRef, mover: &NodeRef, row: f64, count: u32, first: u32) {
    let (sizer, mover) = (sizer.clone(), mover.clone());
    use_effect_with((row.to_bits(), count, first), move |(_, count, first)| {
        let set = |node: &NodeRef, name: &str, value: String| {
            if let Some(element) = node.cast::<HtmlElement>() {
                let _ = element.style().set_property(name, &value);
            }
        };
        set(&sizer, "height", pixels(row * f64::from(*count)));
        set(
            &mover,
            "transform",
            format!("translateY({})", pixels(row * f64::from(*first))),
        );
    });
}

/// Whole pixels; writing floats as text would cost the page 6 KB.
#[expect(clippy::cast_possible_truncation, reason = "floats saturate, which is right")]
fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}

/// Another list begins at its top.
#[hook]
fn use_back_to_top(scroller: &NodeRef, filter: &Filter, active: &UseStateHandle<u32>) {
    let (scroller, active) = (scroller.clone(), active.clone());
    use_effect_with(filter.clone(), move |_| {
        if let Some(element) = scroller.cast::<HtmlElement>() {
            element.set_scroll_top(0.0);
        }
        active.set(0);
    });
}

/// After a key the focus follows the active row, as soon as that is in the document.
#[hook]
fn use_focus_of_active(scroller: &NodeRef, active: u32, is_moving: &Rc<RefCell<bool>>) {
    let (scroller, is_moving) = (scroller.clone(), is_moving.clone());
    use_effect(move || {
        let Some(element) = scroller.cast::<HtmlElement>().filter(|_| *is_moving.borrow()) else {
            return;
        };
        let row = element
            .query_selector(&format!("[data-place=\"{active}\"]"))
            .ok()
            .flatten();
        if let Some(row) = row.and_then(|row| row.dyn_into::<HtmlElement>().ok()) {
            let _ = row.focus();
            *is_moving.borrow_mut() = false;
        }
    });
}

fn on_key(
    scroller: &NodeRef,
    active: &UseStateHandle<u32>,
    count: u32,
    view: View,
    is_moving: &Rc<RefCell<bool>>,
) -> Callback<KeyboardEvent> {
    let (scroller, active, is_moving) = (scroller.clone(), active.clone(), is_moving.clone());
    Callback::from(move |event: KeyboardEvent| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rows in a view"
        )]
        let step = (view.height / view.row.max(1.0)) as u32;
        let last = count.saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowDown" => active.saturating_add(1),
            "ArrowUp" => active.saturating_sub(1),
            "PageDown" => active.saturating_add(step),
            "PageUp" => active.saturating_sub(step),
            "Home" => 0,
            "End" => last,
            _ => return,
        }
        .min(last);
        event.prevent_default();
        *is_moving.borrow_mut() = true;
        if let Some(element) = scroller.cast::<HtmlElement>() {
            show(&element, next..next + 1, view);
        }
        active.set(next);
    })
}

/// Scrolls so that `rows` are seen.
fn show(element: &HtmlElement, rows: Range<u32>, view: View) {
    let (top, bottom) = (f64::from(rows.start) * view.row, f64::from(rows.end) * view.row);
    let scroll = element.scroll_top();
    if top < scroll {
        element.set_scroll_top(top);
    } else if bottom > scroll + view.height {
        element.set_scroll_top((bottom - view.height).ceil());
    }
}
