//! The end of everything on this device, asked twice.

use crate::{
    app::VAULT,
    browser,
    components::{Dialog, alert},
    context::use_ctx,
};
use protocol::{Failure, Request};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The card with the button, and the dialog behind it.
#[component]
pub(crate) fn DeleteEverything() -> Html {
    let ctx = use_ctx();
    let is_asking = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let ask = {
        let is_asking = is_asking.clone();
        move |_| is_asking.set(true)
    };
    let close = {
        let is_asking = is_asking.clone();
        Callback::from(move |()| is_asking.set(false))
    };
    let delete = {
        let (ctx, failure) = (ctx.clone(), failure.clone());
        move |_| {
            let (rpc, failure) = (ctx.rpc.clone(), failure.clone());
            spawn_local(async move {
                match rpc.ask::<()>(Request::DeleteEverything).await {
                    Ok(()) => {
                        rpc.stop();
                        browser::remember(VAULT, "0");
                        browser::leave_for("/welcome");
                    }
                    Err(found) => failure.set(Some(found)),
                }
            });
        }
    };
    let cancel = close.reform(|_: MouseEvent| ());
    html! {
        <section class="card">
            <h2>{ctx.t("delete-everything")}</h2>
            <p>{ctx.t("delete-everything-text")}</p>
            <button type="button" class="button button--danger" data-testid="delete-everything" onclick={ask}>{ctx.t("delete-everything-ask")}</button>
            if *is_asking {
                <Dialog title={ctx.t("delete-everything-sure")} on_close={close}>
                    <p>{ctx.t("delete-everything-consequence")}</p>
                    if let Some(failure) = (*failure).clone() {
                        {alert(&ctx, &failure, Html::default())}
                    }
                    <div class="buttons buttons--end">
                        <button type="button" class="button" onclick={cancel}>{ctx.t("cancel")}</button>
                        <button type="button" class="button button--danger" data-testid="delete-everything-confirm" onclick={delete}>{ctx.t("delete-everything-confirm")}</button>
                    </div>
                </Dialog>
            }
        </section>
    }
}
