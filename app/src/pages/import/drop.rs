//! Choosing files.

use super::{Work, progress};
use crate::components::{icon, target};
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) work: Work,
    pub(crate) is_reading: bool,
}

/// The place where files fall.
#[component]
pub(crate) fn Drop(props: &Props) -> Html {
    let ctx = &props.work.ctx;
    let is_over = use_state(|| false);
    let onchange = {
        let work = props.work.clone();
        move |event: Event| {
            let input = target::<HtmlInputElement>(&event);
            let Some((input, files)) = input.and_then(|input| input.files().map(|files| (input, files)))
            else {
                return;
            };
            if files.length() > 0 {
                work.read(copy(&files));
                // The same file may be chosen again.
                input.set_value("");
            }
        }
    };
    let ondrop = {
        let (work, is_over) = (props.work.clone(), is_over.clone());
        move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            let files = event
                .data_transfer()
                .and_then(|data| data.files())
                .filter(|files| files.length() > 0);
            if let Some(files) = files {
                work.read(copy(&files));
            }
        }
    };
    let over = |is: bool| {
        let is_over = is_over.clone();
        move |event: DragEvent| {
            event.prevent_default();
            is_over.set(is);
        }
    };
    if props.is_reading {
        return html! { <section class="card">{progress(ctx)}</section> };
    }
    html! {
        <section class={classes!("dropzone", is_over.then_some("dropzone--over"))} {ondrop} ondragover={over(true)} ondragleave={over(false)}>
            {icon("file")}
            <h2>{ctx.t("drop-title")}</h2>
            <p>{ctx.t("drop-text")}</p>
            <label class="button button--main dropzone__button">
                <input class="dropzone__input" type="file" data-testid="import-file" multiple=true accept=".csv,.tsv,.txt,.zip" {onchange} />
                <span>{ctx.t("drop-choose")}</span>
            </label>
            <p class="fine">{ctx.t("drop-private")}</p>
        </section>
    }
}

/// The list of an input is emptied with the input, so it is copied first.
fn copy(files: &web_sys::FileList) -> JsValue {
    js_sys::Array::from(files).into()
}
