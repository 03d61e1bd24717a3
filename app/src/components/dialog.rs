//! A modal dialog: the browser's own, with its focus and its Escape.

use super::icon;
use crate::context::use_ctx;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) title: AttrValue,
    /// Escape, or the close button.
    pub(crate) on_close: Callback<()>,
    pub(crate) children: Html,
}

/// Shown from mount on; whoever mounts it takes it away.
#[component]
pub(crate) fn Dialog(props: &Props) -> Html {
    let ctx = use_ctx();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        });
    }
    let oncancel = {
        let on_close = props.on_close.clone();
        move |event: Event| {
            event.prevent_default();
            on_close.emit(());
        }
    };
    let onclick = props.on_close.reform(|_| ());
    html! {
        <dialog class="dialog" ref={node} {oncancel} aria-labelledby="dialog-title">
            <div class="dialog__head">
                <h2 id="dialog-title">{props.title.clone()}</h2>
                <button type="button" class="button button--quiet button--icon" {onclick} aria-label={ctx.t("close")}>
                    {icon("close")}
                </button>
            </div>
            {props.children.clone()}
        </dialog>
    }
}
