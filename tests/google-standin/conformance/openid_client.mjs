// S6, first half: a certified relying party signs in at the stand-in and refuses what is wrong.
import * as oidc from 'openid-client';
import * as target from './target.mjs';

const { admin, check, rejects } = target;
if (target.GOOGLE) {
  console.log('skipped: signing in at real Google needs a person');
  target.done();
}

const insecure = { execute: [oidc.allowInsecureRequests] };
const configured = async () => {
  const config = await oidc.discovery(new URL(target.BASE), target.CLIENT_ID, target.CLIENT_SECRET, undefined, insecure);
  // Signatures are checked too, although the token comes by the back channel.
  oidc.enableNonRepudiationChecks(config);
  return config;
};
const config = await configured();
check('S6 discovery names the issuer it was asked for', config.serverMetadata().issuer === target.BASE);
check('S6 PKCE with S256 is offered', config.serverMetadata().supportsPKCE('S256'));

/** A sign-in up to the callback. */
async function begin(config, extra = {}) {
  const checks = {
    pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce(),
  };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: target.CALLBACK, scope: 'openid email profile', state: checks.expectedState, nonce: checks.expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier), code_challenge_method: 'S256', ...extra,
  });
  return { back: await target.callback(url), checks };
}

async function signIn(config, extra) {
  const { back, checks } = await begin(config, extra);
  return oidc.authorizationCodeGrant(config, back, checks);
}

const tokens = await signIn(config, { access_type: 'offline', prompt: 'consent' });
const claims = tokens.claims();
check('S6 the sign-in ends with sound claims', claims.email === 'ana@standin.example' && claims.email_verified, claims);
const info = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
check('S6 userinfo names the same person', info.name === 'Ana Prueba', info);
const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token);
check('S6 a refresh brings a new access token', refreshed.access_token !== tokens.access_token);

const { back, checks } = await begin(config);
await oidc.authorizationCodeGrant(config, back, checks);
await rejects('S6 a code cannot be used twice', () => oidc.authorizationCodeGrant(config, back, checks),
  (error) => error.error === 'invalid_grant');
const other = await begin(config);
await rejects('S6 a wrong verifier is refused', () => oidc.authorizationCodeGrant(config, other.back,
  { ...other.checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() }), (error) => error.error === 'invalid_grant');
await rejects('S6 a wrong state is noticed', () => oidc.authorizationCodeGrant(config, other.back,
  { ...other.checks, expectedState: 'another' }));

for (const tamper of ['wrong-nonce', 'expired', 'bad-signature', 'unknown-kid', 'wrong-issuer', 'wrong-audience',
  'alias-issuer', 'none-alg']) {
  await admin('POST', '/id-token', { tamper, once: true });
  await rejects(`S6 an id token with ${tamper} is refused`, () => signIn(config));
}
await admin('POST', '/callback-iss', { value: 'https://evil.example' });
await rejects('S6 a callback of another issuer is refused', () => signIn(config));
await admin('POST', '/callback-iss', {});
await rejects('S6 a callback without the announced issuer is refused', () => signIn(config));
await admin('DELETE', '/callback-iss');

await admin('POST', '/keys/rotate', {});
check('S6 a sign-in after a rotation works', (await signIn(await configured())).claims().sub === claims.sub);
await oidc.tokenRevocation(config, tokens.refresh_token);
await rejects('S6 a revoked refresh token is invalid_grant', () => oidc.refreshTokenGrant(config, tokens.refresh_token),
  (error) => error.error === 'invalid_grant');
target.done();
