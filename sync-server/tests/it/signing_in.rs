//! Signing in: who gets a session, and who does not.

use std::time::Duration;

use google_standin::Tamper;

use crate::world::{ORIGIN, World, on_both_databases};

const SIGN_IN: &str = "/auth/start?flow=signin";

on_both_databases! {
    async fn a_person_signs_in_and_is_known(world: World) {
        let mut ana = world.browser();
        assert_eq!(ana.gets("/api/session").await["signed_in"], false);
        let page = ana.comes_back("/auth/start?flow=signin&return_to=/settings?tab=google", "auto=user1").await;
        assert_eq!(page, "/settings?tab=google#google=signed_in");
        let session = ana.gets("/api/session").await;
        assert_eq!(session["signed_in"], true);
        assert_eq!(session["user"]["email"], "ana@standin.example");
        assert_eq!(session["user"]["name"], "Ana Prueba");
        assert_eq!(session["google"], serde_json::json!({ "connected": false, "scopes": [], "state": "none" }));
    }

    async fn two_people_are_two_users(world: World) {
        let mut ana = world.signed_in("user1").await;
        let mut luis = world.signed_in("user2").await;
        assert_eq!(ana.gets("/api/session").await["user"]["email"], "ana@standin.example");
        assert_eq!(luis.gets("/api/session").await["user"]["email"], "luis@standin.example");
    }

    async fn a_session_known_before_signing_in_means_nothing_after(world: World) {
        let mut victim = world.browser();
        victim.goes_to(SIGN_IN).await;
        let planted = victim.cookie.clone();
        victim.comes_back_with("signed_in", SIGN_IN, "auto=user1").await;
        assert_ne!(victim.cookie, planted);
        let mut attacker = world.browser();
        attacker.cookie = planted;
        assert!(!attacker.is_signed_in().await);
    }

    async fn a_made_up_session_id_is_not_taken_over(world: World) {
        let mut visitor = world.browser();
        visitor.cookie = Some("luka-sid=AAAAAAAAAAAAAAAAAAAAAA".into());
        visitor.goes_to(SIGN_IN).await;
        assert_ne!(visitor.cookie.as_deref(), Some("luka-sid=AAAAAAAAAAAAAAAAAAAAAA"));
    }

    async fn a_state_is_good_once(world: World) {
        let mut ana = world.browser();
        let back = ana.is_led_back_to(SIGN_IN, "auto=user1").await;
        assert_eq!(ana.clone().returns(&back).await.status, 303);
        let again = ana.returns(&back).await;
        assert_eq!((again.status.as_u16(), again.code()), (400, "state_invalid".into()));
    }

    async fn of_many_who_come_with_one_state_at_once_one_gets_in(world: World) {
        let mut ana = world.browser();
        let back = ana.is_led_back_to(SIGN_IN, "auto=user1").await;
        let mut calls = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (mut ana, back) = (ana.clone(), back.clone());
            calls.spawn(async move { ana.returns(&back).await.status.as_u16() });
        }
        let mut answers = calls.join_all().await;
        answers.sort_unstable();
        assert_eq!(answers, [303, 400, 400, 400, 400, 400, 400, 400]);
    }

    async fn a_state_is_good_in_the_browser_that_began_it(world: World) {
        let mut ana = world.browser();
        let back = ana.is_led_back_to(SIGN_IN, "auto=user1").await;
        // A link with somebody else's code would sign its victim in as the attacker.
        let mut victim = world.browser();
        assert_eq!(victim.returns(&back).await.code(), "state_invalid");
        let mut other = world.browser();
        other.goes_to(SIGN_IN).await;
        assert_eq!(other.returns(&back).await.code(), "state_invalid");
        assert!(!other.is_signed_in().await);
    }

    async fn a_wrong_or_missing_state_is_refused(world: World) {
        let mut ana = world.browser();
        let back = ana.is_led_back_to(SIGN_IN, "auto=user1").await;
        let code = back.split(['?', '&']).find(|part| part.starts_with("code=")).unwrap();
        for query in [code.to_owned(), format!("{code}&state="), format!("{code}&state=made-up"), String::new()] {
            let answer = ana.returns(&format!("/auth/callback?{query}")).await;
            assert_eq!((answer.status.as_u16(), answer.code()), (400, "state_invalid".into()), "{query}");
        }
        assert!(!ana.is_signed_in().await);
    }

    async fn ten_minutes_are_enough_and_more_are_too_many(world: World) {
        let mut ana = world.browser();
        let back = ana.is_led_back_to(SIGN_IN, "auto=user1").await;
        world.clock.advance(Duration::from_secs(10 * 60));
        let late = ana.returns(&back).await;
        assert_eq!((late.status.as_u16(), late.code()), (400, "flow_expired".into()));
        assert!(!ana.is_signed_in().await);
    }

    async fn whoever_cancels_at_google_is_led_back_and_not_signed_in(world: World) {
        let mut ana = world.browser();
        ana.comes_back_with("denied", SIGN_IN, "auto=deny").await;
        assert!(!ana.is_signed_in().await);
    }

    async fn a_second_try_has_ten_minutes_of_its_own(world: World) {
        let mut ana = world.browser();
        ana.goes_to(SIGN_IN).await;
        world.clock.advance(Duration::from_secs(15 * 60));
        let back = ana.is_led_back_to(SIGN_IN, "auto=user1").await;
        world.clock.advance(Duration::from_secs(9 * 60));
        assert_eq!(ana.returns(&back).await.status, 303);
    }

    async fn who_comes_late_is_told_so_even_after_a_sweep(world: World) {
        let mut ana = world.browser();
        let back = ana.is_led_back_to(SIGN_IN, "auto=user1").await;
        world.clock.advance(Duration::from_secs(11 * 60));
        world.app.sweep().await.unwrap();
        assert_eq!(ana.returns(&back).await.code(), "flow_expired");
    }

    async fn a_session_lives_while_it_is_used_and_ends_all_the_same(world: World) {
        let day = Duration::from_secs(24 * 60 * 60);
        let mut used = world.signed_in("user1").await;
        let mut unused = used.clone();
        unused.cookie = world.signed_in("user2").await.cookie;
        for _ in 0..4 {
            world.clock.advance(day * 20);
            assert!(used.is_signed_in().await);
        }
        // Twenty days later the other one is long gone, and after ninety the used one ends too.
        assert!(!unused.is_signed_in().await);
        world.clock.advance(day * 11);
        assert!(!used.is_signed_in().await);
    }
}

#[tokio::test]
async fn an_id_token_that_does_not_hold_signs_nobody_in() {
    let world = World::over_sqlite().await;
    for tamper in [
        Tamper::WrongNonce,
        Tamper::Expired,
        Tamper::BadSignature,
        Tamper::UnknownKid,
        Tamper::WrongIssuer,
        Tamper::WrongAudience,
        Tamper::NoneAlg,
    ] {
        world.google().tamper_id_token(tamper);
        let mut ana = world.browser();
        ana.comes_back_with("error", SIGN_IN, "auto=user1").await;
        assert!(!ana.is_signed_in().await, "{tamper:?}");
    }
    world.google().clear_tamper();
    world.signed_in("user1").await;
}

#[tokio::test]
async fn a_new_key_of_google_s_is_learned() {
    let world = World::over_sqlite().await;
    world.signed_in("user1").await;
    world.google().rotate_keys();
    world.signed_in("user1").await;
}

#[tokio::test]
async fn a_callback_of_another_provider_is_not_believed() {
    let world = World::over_sqlite().await;
    for iss in [Some("https://evil.example"), None] {
        world.google().tamper_callback_iss(iss);
        let before = world.token_calls();
        let mut ana = world.browser();
        ana.comes_back_with("error", SIGN_IN, "auto=user1").await;
        assert!(!ana.is_signed_in().await, "{iss:?}");
        // The code was not even shown to the token endpoint.
        assert_eq!(world.token_calls(), before, "{iss:?}");
    }
}

#[tokio::test]
async fn a_way_back_that_leaves_the_site_is_refused() {
    let world = World::over_sqlite().await;
    for return_to in [
        "https://evil.example/",
        "//evil.example",
        "/%5Cevil.example",
        "settings",
        "/%0d%0aset-cookie:x",
    ] {
        let answer = world
            .browser()
            .goes_to(&format!("{SIGN_IN}&return_to={return_to}"))
            .await;
        let is_refused = answer.code() == "return_to_invalid";
        assert!(
            is_refused,
            "{return_to}: {} {}",
            answer.status,
            answer.header("location")
        );
    }
}

#[tokio::test]
async fn another_site_cannot_start_a_flow() {
    let world = World::over_sqlite().await;
    let mut ana = world.signed_in("user1").await;
    for site in ["cross-site", "same-site"] {
        ana.headers = vec![("sec-fetch-site", site.into())];
        let answer = ana.goes_to("/auth/start?flow=connect").await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (403, "csrf".into()),
            "{site}"
        );
    }
}

#[tokio::test]
async fn a_person_meets_a_page_and_a_program_json() {
    let world = World::over_sqlite().await;
    let mut person = world.browser();
    person.headers = vec![
        ("accept", "text/html,*/*".into()),
        ("accept-language", "es-CL,es;q=0.9".into()),
    ];
    let page = person.returns("/auth/callback?state=%3Cscript%3E&code=x").await;
    assert_eq!(page.status, 400);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.body.contains("data-code=\"state_invalid\"") && page.body.contains("Volver a LukaLibre"));
    assert!(!page.body.contains("<script"), "{}", page.body);
}

#[tokio::test]
async fn over_tls_the_cookie_is_for_this_host_only() {
    let world = World::with(&["--public-base-url", "https://money.example"]).await;
    let answer = world.browser().goes_to(SIGN_IN).await;
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-sid="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    let mut ana = world.browser();
    ana.goes_to(SIGN_IN).await;
    ana.headers = vec![("origin", "https://money.example".into())];
    let out = ana.posts("/auth/logout", serde_json::json!({})).await;
    let removal = out.header("set-cookie").to_owned();
    assert!(
        removal.starts_with("__Host-sid=;") && removal.contains("Max-Age=0"),
        "{removal}"
    );
    assert!(
        removal.contains("; Secure") && removal.contains("Path=/"),
        "{removal}"
    );
    assert!(
        answer
            .header("location")
            .contains("redirect_uri=https%3A%2F%2Fmoney.example%2Fauth%2Fcallback")
    );
    let local = World::over_sqlite()
        .await
        .browser()
        .goes_to(SIGN_IN)
        .await
        .header("set-cookie")
        .to_owned();
    assert!(
        local.starts_with("luka-sid=") && !local.contains("Secure") && ORIGIN.starts_with("http:"),
        "{local}"
    );
}
