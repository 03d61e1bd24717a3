//! A problem met by a browser on its way to or from Google: a page for a person, JSON for a program.

use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};

use crate::error::ApiError;

/// Answers with whichever the caller reads.
pub fn problem(error: ApiError, headers: &HeaderMap) -> Response {
    let is_browser = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if !is_browser {
        return error.into_response();
    }
    let is_spanish = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|languages| languages.to_str().ok())
        .is_some_and(|languages| languages.trim_start().to_ascii_lowercase().starts_with("es"));
    let text = if is_spanish {
        spanish(error)
    } else {
        english(error)
    };
    (error.status(), Html(html(error.code(), &text))).into_response()
}

struct Text {
    lang: &'static str,
    title: &'static str,
    sentence: &'static str,
    nothing_lost: &'static str,
    back: &'static str,
}

fn english(error: ApiError) -> Text {
    Text {
        lang: "en",
        title: "Google sign-in did not work",
        sentence: error.message(),
        nothing_lost: "Nothing of yours was changed.",
        back: "Back to LukaLibre",
    }
}

fn spanish(error: ApiError) -> Text {
    let sentence = match error {
        ApiError::StateInvalid => {
            "Este inicio de sesión no empezó en este navegador, o ya terminó. Empieza de nuevo."
        }
        ApiError::FlowExpired => "Este inicio de sesión tardó demasiado. Empieza de nuevo.",
        ApiError::NotSignedIn => "Primero inicia sesión.",
        ApiError::GoogleNotConfigured => "Este servidor funciona sin Google.",
        ApiError::GoogleUnavailable(_) => "Google no responde. Inténtalo de nuevo en un minuto.",
        ApiError::SlowDown(_) => "Demasiados intentos seguidos. Espera un poco.",
        ApiError::Unavailable | ApiError::TooSlow => {
            "El servidor no puede atenderte ahora. Inténtalo en un minuto."
        }
        _ => "El enlace no es válido, o el servidor cometió un error. Empieza de nuevo desde la aplicación.",
    };
    Text {
        lang: "es",
        title: "No se pudo iniciar sesión con Google",
        sentence,
        nothing_lost: "Nada de lo tuyo cambió.",
        back: "Volver a LukaLibre",
    }
}

/// Every text here is ours: nothing of the request is repeated.
fn html(code: &str, text: &Text) -> String {
    let Text {
        lang,
        title,
        sentence,
        nothing_lost,
        back,
    } = text;
    format!(
        "<!doctype html><html lang=\"{lang}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <main role=\"alert\" data-code=\"{code}\"><h1>{title}</h1><p>{sentence}</p><p>{nothing_lost}</p>\
         <p><a href=\"/settings/google\">{back}</a></p></main></html>"
    )
}
