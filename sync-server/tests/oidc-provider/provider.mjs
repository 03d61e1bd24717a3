// npm's oidc-provider with one client and one account, who consents to everything.
//
// usage: node provider.mjs REDIRECT_URI
// It prints one line, `listening on URL`, and takes `POST /tamper MODE` from then on: the next ID tokens are wrong
// in that way. Node ends it when its standard input closes.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { SignJWT, decodeJwt, exportJWK, generateKeyPair } from 'jose';

const [redirectUri] = process.argv.slice(2);
const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;

const ours = await generateKeyPair('RS256', { extractable: true });
const foreign = await generateKeyPair('RS256', { extractable: true });

const provider = new Provider(issuer, {
  clients: [{
    client_id: 'luka',
    client_secret: 'a-secret-of-the-tests',
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
  }],
  jwks: { keys: [{ ...(await exportJWK(ours.privateKey)), kid: 'ours', alg: 'RS256', use: 'sig' }] },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  // Google puts the claims into the ID token.
  conformIdTokenClaims: false,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@provider.example`, email_verified: true, name: 'Ana from elsewhere' }),
  }),
  cookies: { keys: ['a key of the tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  ttl: { AccessToken: 3599, IdToken: 3600, Interaction: 600, Session: 600, Grant: 600 },
});

let mode = '';

async function tampered(token) {
  const claims = decodeJwt(token);
  const now = Math.floor(Date.now() / 1000);
  const changes = {
    'wrong-nonce': { nonce: 'another' },
    expired: { iat: now - 7200, exp: now - 3600 },
    'wrong-issuer': { iss: 'http://127.0.0.1:1' },
    'wrong-audience': { aud: 'somebody-else' },
    'wrong-party': { azp: 'somebody-else' },
    'from-the-future': { iat: now + 3600, exp: now + 7200 },
  };
  const kid = mode === 'unknown-kid' ? 'never-published' : 'ours';
  const key = ['unknown-kid', 'bad-signature'].includes(mode) ? foreign.privateKey : ours.privateKey;
  return new SignJWT({ ...claims, ...changes[mode] }).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
}

provider.use(async (ctx, next) => {
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token && mode) {
    ctx.body.id_token = await tampered(ctx.body.id_token);
  }
});

/** Signs in and consents as somebody would who clicks through. */
async function interact(req, res) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(req, res);
  if (prompt.name === 'login') {
    return provider.interactionFinished(req, res, { login: { accountId: 'ana' } });
  }
  const grant = grantId
    ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } });
}

const standard = provider.callback();
server.on('request', (req, res) => {
  if (req.url.startsWith('/tamper/')) {
    mode = req.url.slice('/tamper/'.length);
    res.end();
  } else if (req.url.startsWith('/interaction/')) {
    interact(req, res).catch((error) => {
      res.statusCode = 500;
      res.end(String(error));
    });
  } else {
    standard(req, res);
  }
});

process.stdin.resume().on('end', () => process.exit());
console.log(`listening on ${issuer}`);
