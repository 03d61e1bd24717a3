//! The recovery words: read, written down, and three of them typed back.

use crate::{
    components::{FieldText, Title, field, input_value},
    context::{Ctx, use_ctx},
};
use protocol::Recovery;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) recovery: Recovery,
    pub(crate) is_busy: bool,
    pub(crate) on_submit: Callback<Vec<(u8, String)>>,
}

/// The words are covered while they are typed back: what is only copied was not written down.
#[component]
pub(crate) fn RecoveryWords(props: &Props) -> Html {
    let ctx = use_ctx();
    let typed = use_state(|| vec![String::new(); props.recovery.ask.len()]);
    let is_covered = use_state(|| false);
    let onsubmit = {
        let (typed, ask, on_submit) = (typed.clone(), props.recovery.ask.clone(), props.on_submit.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            on_submit.emit(
                ask.iter()
                    .copied()
                    .zip(typed.iter().map(|word| word.trim().to_owned()))
                    .collect(),
            );
        }
    };
    let cover = {
        let is_covered = is_covered.clone();
        move |_| is_covered.set(true)
    };
    let uncover = {
        let is_covered = is_covered.clone();
        move |_| is_covered.set(false)
    };
    let words = props.recovery.words.0.split_whitespace();
    html! {
        <>
            <p class="step-of">{ctx.tv("step-of", &[("n", 2.into()), ("of", 2.into())])}</p>
            <Title text={ctx.t("recovery-title")} />
            <p>{ctx.t("recovery-text")}</p>
            <div class={classes!("words", is_covered.then_some("words--covered"))}>
                <ol class="words__list" data-testid="recovery-code" translate="no">
                    {for words.map(|word| html! { <li>{format!("{word} ")}</li> })}
                </ol>
                if *is_covered {
                    <button type="button" class="button words__show" onclick={uncover}>{ctx.t("recovery-show")}</button>
                }
            </div>
            <form class="form" {onsubmit} autocomplete="off">
                <h2>{ctx.t("recovery-confirm")}</h2>
                <div class="asked" onfocusin={cover}>
                    {for props.recovery.ask.iter().enumerate().map(|(place, number)| html! {
                        {asked(&ctx, place, *number, &typed)}
                    })}
                </div>
                <button class="button button--main" data-testid="enter-app" disabled={props.is_busy}>
                    {if props.is_busy { ctx.t("making-vault") } else { ctx.t("enter-app") }}
                </button>
            </form>
        </>
    }
}

fn asked(ctx: &Ctx, place: usize, number: u8, typed: &UseStateHandle<Vec<String>>) -> Html {
    let id = format!("recovery-word-{number}");
    let oninput = {
        let (typed, place) = (typed.clone(), place);
        move |event: InputEvent| {
            let mut words = (*typed).clone();
            if let Some(word) = words.get_mut(place) {
                *word = input_value(&event);
            }
            typed.set(words);
        }
    };
    html! {
        {field(FieldText { id: AttrValue::from(id.clone()), label: ctx.tv("recovery-word", &[("n", number.into())]), ..FieldText::default() }, html! {
            <input id={id.clone()} data-testid={id.clone()} {oninput} value={typed.get(place).cloned()}
                autocomplete="off" autocapitalize="none" spellcheck="false" />
        })}
    }
}
