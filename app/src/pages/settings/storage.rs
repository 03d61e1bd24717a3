//! What the browser promises about the data.

use crate::{browser, context::use_ctx, session::Act};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The promise, and a button to ask for it again.
#[component]
pub(crate) fn StoragePromise() -> Html {
    let ctx = use_ctx();
    let is_kept = ctx.session.persisted == Some(true);
    let is_refused = use_state(|| false);
    let onclick = {
        let (session, is_refused) = (ctx.session.dispatcher(), is_refused.clone());
        move |_| {
            let (session, is_refused) = (session.clone(), is_refused.clone());
            spawn_local(async move {
                let kept = browser::persist().await.is_ok_and(|kept| kept.is_truthy());
                is_refused.set(!kept);
                session.dispatch(Act::Persisted(kept));
            });
        }
    };
    html! {
        <div class="unfold">
            <h3>{ctx.t("storage")}</h3>
            <p>{if is_kept { ctx.t("storage-kept") } else { ctx.t("storage-not-kept") }}</p>
            if !is_kept {
                <button type="button" class="button" {onclick}>{ctx.t("storage-ask")}</button>
            }
            <p role="status" class="fine">{is_refused.then(|| ctx.t("storage-refused"))}</p>
        </div>
    }
}
