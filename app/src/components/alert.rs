//! What went wrong and what to do about it.

use crate::context::Ctx;
use protocol::{Code, Failure};
use yew::prelude::*;

/// A failure in two sentences of its own, and what can be done here.
pub(crate) fn alert(ctx: &Ctx, failure: &Failure, children: Html) -> Html {
    let name = failure.code.name();
    let has_detail = failure.code == Code::Internal && !failure.detail.is_empty();
    alert_named(
        ctx,
        name,
        name,
        html! {
            <>
                if has_detail {
                    <p class="alert__detail">{failure.detail.clone()}</p>
                }
                {children}
            </>
        },
    )
}

/// Trouble that no request of ours failed with: its case, and the name of its words.
pub(crate) fn alert_named(ctx: &Ctx, code: &'static str, name: &str, children: Html) -> Html {
    html! {
        <div class="alert" role="alert" data-code={code}>
            <p class="alert__what">{ctx.i18n.coded("err", name, &[])}</p>
            <p>{ctx.i18n.coded("rec", name, &[])}</p>
            {children}
        </div>
    }
}
