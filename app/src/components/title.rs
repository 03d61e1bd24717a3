//! A page's heading, and what goes with arriving at it.

use crate::{browser, context::Ctx, i18n::LANGUAGES};
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) text: AttrValue,
    /// A field of the page takes the focus itself.
    #[prop_or_default]
    pub(crate) leaves_focus: bool,
}

/// The heading takes the focus when its page comes, and names the tab. It never holds an amount.
#[component]
pub(crate) fn Title(props: &Props) -> Html {
    let node = use_node_ref();
    {
        let (node, leaves_focus) = (node.clone(), props.leaves_focus);
        use_effect_with((), move |()| {
            if let Some(heading) = node.cast::<HtmlElement>().filter(|_| !leaves_focus) {
                let _ = heading.focus();
            }
        });
    }
    use_effect_with(props.text.clone(), |text| {
        if let Some(document) = browser::window().and_then(|window| window.document()) {
            document.set_title(&format!("{text} · LukaLibre"));
        }
    });
    html! { <h1 ref={node} tabindex="-1">{props.text.clone()}</h1> }
}

/// A button for each language, before there are settings.
pub(crate) fn language_links(ctx: &Ctx) -> Html {
    let button = |(code, name, _): &(&'static str, &'static str, &'static str)| {
        let (ctx, code) = (ctx.clone(), *code);
        let is_chosen = ctx.i18n.lang.code() == code;
        html! {
            <button type="button" class="languages__one" lang={code} aria-pressed={is_chosen.to_string()}
                onclick={move |_| crate::app::choose_lang(&ctx, code)}>{*name}</button>
        }
    };
    html! {
        <div class="languages" role="group" aria-label={ctx.t("language")}>
            {for LANGUAGES.iter().map(button)}
        </div>
    }
}
