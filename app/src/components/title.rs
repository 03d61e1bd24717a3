//! A page's heading, and what goes with arriving at it.

use crate::{app::choose_lang, browser, context::Ctx, i18n::LANGUAGES};
use wasm_bindgen_futures::spawn_local;
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
    let button = |(code, name): &(&'static str, &'static str)| {
        let (ctx, code) = (ctx.clone(), *code);
        let is_chosen = ctx.i18n.lang.code() == code;
        html! {
            <button type="button" class="languages__one" lang={code} aria-pressed={is_chosen.to_string()}
                onclick={move |_| choose(ctx.clone(), code)}>{*name}</button>
        }
    };
    html! {
        <div class="languages" role="group" aria-label={ctx.t("language")}>
            {for LANGUAGES.iter().map(button)}
            {language_trouble(ctx)}
        </div>
    }
}

fn choose(ctx: Ctx, code: &'static str) {
    spawn_local(async move {
        choose_lang(&ctx, code).await;
    });
}

/// The language that was asked for could not be had, in the one that is shown.
pub(crate) fn language_trouble(ctx: &Ctx) -> Html {
    if !ctx.prefs.lacks_texts {
        return Html::default();
    }
    html! { <p class="field__error" role="alert" data-code="language-not-loaded">{ctx.t("language-not-loaded")}</p> }
}
