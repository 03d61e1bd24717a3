//! Choosing a passphrase: strength while typing, and once more to be sure.

use super::PassphraseField;
use crate::{
    browser,
    context::{Ctx, use_ctx},
    passphrase::{MIN_CHARS, Weakness, judge},
};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) on_submit: Callback<String>,
    pub(crate) submit: AttrValue,
    pub(crate) submit_hook: &'static str,
    pub(crate) is_busy: bool,
    /// Fields above and below.
    #[prop_or_default]
    pub(crate) before: Html,
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A form that emits a passphrase good enough.
#[component]
pub(crate) fn NewPassphrase(props: &Props) -> Html {
    let ctx = use_ctx();
    let typed = use_state(String::new);
    let repeated = use_state(String::new);
    let score = use_score(&typed);
    let weakness = use_state(|| None::<Weakness>);
    let on_typed = setter(&typed, &weakness);
    let on_repeated = setter(&repeated, &weakness);
    let onsubmit = {
        let (typed, repeated, weakness) = (typed.clone(), repeated.clone(), weakness.clone());
        let on_submit = props.on_submit.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            match judge(&typed, &repeated, score) {
                Ok(()) => on_submit.emit((*typed).clone()),
                Err(found) => {
                    let is_second = found == Weakness::Differs;
                    browser::focus(if is_second {
                        "#passphrase-confirm"
                    } else {
                        "#passphrase"
                    });
                    weakness.set(Some(found));
                }
            }
        }
    };
    let error = |second: bool| {
        let found = weakness.filter(|found| (*found == Weakness::Differs) == second);
        found.map(|found| AttrValue::from(ctx.tv(found.id(), &[("min", MIN_CHARS.into())])))
    };
    html! {
        <form class="form" {onsubmit} onfocusin={|_| load_strength()}>
            {props.before.clone()}
            <PassphraseField id="passphrase" label={ctx.t("new-passphrase")} value={(*typed).clone()} on_input={on_typed}
                autocomplete="new-password" error={error(false)} hint={AttrValue::from(ctx.t("passphrase-hint"))} />
            {strength(&ctx, score, typed.chars().count())}
            <PassphraseField id="passphrase-confirm" label={ctx.t("repeat-passphrase")} value={(*repeated).clone()}
                on_input={on_repeated} autocomplete="new-password" error={error(true)} />
            {props.children.clone()}
            <button class="button button--main" data-testid={props.submit_hook} disabled={props.is_busy}>
                {if props.is_busy { ctx.t("deriving").into() } else { props.submit.clone() }}
            </button>
        </form>
    }
}

fn setter(state: &UseStateHandle<String>, weakness: &UseStateHandle<Option<Weakness>>) -> Callback<String> {
    let (state, weakness) = (state.clone(), weakness.clone());
    Callback::from(move |text| {
        state.set(text);
        weakness.set(None);
    })
}

fn load_strength() {
    spawn_local(async {
        // Tried again when there is something to judge.
        let _ = browser::score_passphrase("").await;
    });
}

/// zxcvbn's score of what is typed, once it is known.
#[hook]
fn use_score(typed: &UseStateHandle<String>) -> Option<u8> {
    let known = use_state(|| (String::new(), None::<u8>));
    let state = known.clone();
    use_effect_with((**typed).clone(), move |typed| {
        let (typed, alive) = (typed.clone(), std::rc::Rc::new(std::cell::Cell::new(true)));
        let guard = alive.clone();
        spawn_local(async move {
            let score = browser::score_passphrase(&typed)
                .await
                .ok()
                .and_then(|score| score.as_f64());
            if guard.get() {
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 4")]
                state.set((typed, score.map(|score| score as u8)));
            }
        });
        move || alive.set(false)
    });
    known.1
}

fn strength(ctx: &Ctx, score: Option<u8>, length: usize) -> Html {
    // Too short is never strong, whatever its words are.
    let score = score.map(|score| if length < MIN_CHARS { score.min(1) } else { score });
    let (level, id) = match (length, score) {
        (0, _) => (0, "strength-none"),
        (_, None) => (0, "strength-unknown"),
        (_, Some(0 | 1)) => (1, "strength-1"),
        (_, Some(2)) => (2, "strength-2"),
        (_, Some(3)) => (3, "strength-3"),
        _ => (4, "strength-4"),
    };
    let bar = |n: u8| html! { <span class={classes!("strength__bar", (n <= level).then_some("strength__bar--on"))}></span> };
    html! {
        <div class={format!("strength strength--{level}")} data-testid="passphrase-strength" data-score={score.map(|score| score.to_string())}>
            <span class="strength__bars" aria-hidden="true">{for (1..=4).map(bar)}</span>
            <span aria-live="polite">{ctx.t(id)}</span>
        </div>
    }
}
