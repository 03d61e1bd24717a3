//! What was understood about the files, and why.

use super::{Work, questions, words};
use protocol::Preview;
use yew::prelude::*;

/// Findings by file, as sentences, and the answers that the person gave.
pub(crate) fn understood(work: &Work, preview: &Preview) -> Html {
    let ctx = &work.ctx;
    html! {
        <section class="card">
            <h2>{ctx.tv("understood", &[("name", preview.source.as_str().into())])}</h2>
            {for preview.findings.iter().map(|(file, findings)| html! {
                <>
                    if preview.findings.len() > 1 {
                        <h3 dir="auto">{file.clone()}</h3>
                    }
                    <ul class="findings">
                        {for findings.iter().map(|finding| html! { <li>{words::evidence(ctx, finding)}</li> })}
                    </ul>
                </>
            })}
            {questions::given(work)}
        </section>
    }
}
