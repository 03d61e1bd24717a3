// Mozilla's HTTP Observatory and Google's CSP Evaluator, over a server as its people reach it: through TLS, with
// plain HTTP redirected. Nothing is asked of the network: the list of preloaded hosts is empty.
//
// usage: node grade.mjs SERVER_ORIGIN CERTIFICATE KEY PATH...   (NODE_EXTRA_CA_CERTS names the certificate)
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { fileURLToPath } from 'node:url';
import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';

const [origin, certificate, key, ...paths] = process.argv.slice(2);
const server = new URL(origin);

// The package fetches this list when it is installed, with a script that was not run.
const observatory = fileURLToPath(import.meta.resolve('@mdn/mdn-http-observatory/package.json'))
  .replace(/package\.json$/, '');
if (!existsSync(`${observatory}conf/hsts-preload.json`)) {
  writeFileSync(`${observatory}conf/hsts-preload.json`, '{}');
}
const { retrieve } = await import(`${observatory}src/retriever/retriever.js`);
const { ALL_TESTS } = await import(`${observatory}src/constants.js`);
const { getGradeForScore, getScoreModifier } = await import(`${observatory}src/grader/grader.js`);

const listen = (listener) => new Promise((done) => listener.listen(0, '127.0.0.1', () => done(listener.address().port)));

const tls = createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (req, res) => {
  const onward = request(
    { host: server.hostname, port: server.port, method: req.method, path: req.url, headers: { ...req.headers, host: server.host } },
    (answer) => {
      res.writeHead(answer.statusCode, answer.headers);
      answer.pipe(res);
    },
  );
  req.pipe(onward);
});
const httpsPort = await listen(tls);
const plain = createServer((req, res) => {
  res.writeHead(301, { location: `https://localhost:${httpsPort}${req.url}` }).end();
});
const httpPort = await listen(plain);

let bad = 0;
for (const path of paths) {
  const answers = await retrieve('localhost', { httpPort, httpsPort, path });
  const results = ALL_TESTS.map((test) => test(answers));
  const score = 100 + results.reduce((sum, result) => sum + (result.result ? getScoreModifier(result.result) : 0), 0);
  const failed = results.filter((result) => !result.pass);
  console.log(`${path}: grade ${getGradeForScore(score).grade}, score ${score}`);
  for (const result of failed) {
    console.log(`  against it: ${result.constructor.name} ${result.result}`);
  }
  const policy = answers.responses.auto.headers['content-security-policy'];
  // It names no fault but a condition: whether JSONP, AngularJS or people's own files are served. None is.
  const known = (finding) => finding.directive === 'script-src' && finding.value === "'self'" && finding.severity === 50;
  const findings = new CspEvaluator(new CspParser(policy).csp).evaluate().filter((finding) => !known(finding));
  for (const finding of findings) {
    console.log(`  against its policy: ${finding.directive} ${finding.value ?? ''} ${finding.description}`);
  }
  bad += failed.length + findings.length + (getGradeForScore(score).grade === 'A+' ? 0 : 1);
}
process.exit(bad ? 1 : 0);
