//! What the file does not decide is asked, with what each answer would make of it.

use super::Work;
use protocol::{ImportChoice, ImportQuestion};
use yew::prelude::*;

/// One question; choosing answers it.
pub(crate) fn question(work: &Work, question: &ImportQuestion) -> Html {
    let ctx = &work.ctx;
    let topic = &question.topic;
    html! {
        <fieldset class="card question" data-testid="import-question" data-topic={topic.clone()}>
            <legend>{ctx.t(&format!("question-{topic}"))}</legend>
            <p>{ctx.t(&format!("question-{topic}-text"))}</p>
            <div class="answers">
                {for question.choices.iter().map(|choice| answer(work, topic, choice))}
            </div>
        </fieldset>
    }
}

fn answer(work: &Work, topic: &str, choice: &ImportChoice) -> Html {
    let ctx = &work.ctx;
    let (work_, topic_, value) = (work.clone(), topic.to_owned(), choice.value.clone());
    let onclick = move |_| {
        let (topic, value) = (topic_.clone(), value.clone());
        work_.answer(move |answers| match topic.as_str() {
            "decimal" => answers.decimal = Some(value),
            _ => answers.date_order = Some(value),
        });
    };
    let meaning = |text: &str| {
        if topic == "decimal" {
            text.to_owned()
        } else {
            ctx.day(text)
        }
    };
    html! {
        <button type="button" class="answer" data-value={choice.value.clone()} {onclick}>
            <span class="answer__name">{ctx.t(&format!("choice-{}", choice.value))}</span>
            {for examples(choice).into_iter().map(|(text, read)| html! {
                <span class="answer__example"><code>{text.clone()}</code>{" → "}{meaning(read)}</span>
            })}
        </button>
    }
}

/// A few examples, each once.
fn examples(choice: &ImportChoice) -> Vec<&(String, String)> {
    let mut found: Vec<&(String, String)> = Vec::new();
    for example in &choice.examples {
        if found.len() < 3 && !found.contains(&example) {
            found.push(example);
        }
    }
    found
}

/// Answers that were given can be taken back.
pub(crate) fn given(work: &Work) -> Html {
    let ctx = &work.ctx;
    let row = |value: &Option<String>, topic: &'static str| {
        let Some(value) = value.clone() else {
            return Html::default();
        };
        let work = work.clone();
        let onclick = move |_| {
            work.answer(|answers| match topic {
                "decimal" => answers.decimal = None,
                _ => answers.date_order = None,
            });
        };
        html! {
            <p class="given"><span>{ctx.t(&format!("choice-{value}"))}</span>
                <button type="button" class="button button--quiet" {onclick}>{ctx.t("ask-again")}</button></p>
        }
    };
    html! { <>{row(&work.answers.date_order, "date-order")}{row(&work.answers.decimal, "decimal")}</> }
}
