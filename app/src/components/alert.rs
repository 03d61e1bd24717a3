//! What went wrong and what to do about it.

use crate::context::Ctx;
use protocol::{Code, Failure};
use yew::prelude::*;

/// A failure in two sentences of its own, and what can be done here.
pub(crate) fn alert(ctx: &Ctx, failure: &Failure, children: Html) -> Html {
    let name = failure.code.name();
    html! {
        <div class="alert" role="alert" data-code={name}>
            <p class="alert__what">{ctx.i18n.coded("err", name, &[])}</p>
            <p>{ctx.i18n.coded("rec", name, &[])}</p>
            if failure.code == Code::Internal && !failure.detail.is_empty() {
                <p class="alert__detail">{failure.detail.clone()}</p>
            }
            {children}
        </div>
    }
}
