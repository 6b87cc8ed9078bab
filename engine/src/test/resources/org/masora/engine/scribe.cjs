// Scribe's own calls of isomorphic-git (its Sync/Isomorphic/utils.js), one a run:
//   node scribe.cjs MODULES status FOLDER              every tracked file that differs from HEAD
//   node scribe.cjs MODULES save FOLDER SERVED NAME    "Save to cloud" of NAME; SERVED is a bare repository
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

const [modules, command, dir, served, name] = process.argv.slice(2);
const git = require(path.join(modules, 'isomorphic-git'));

// The network is git's own server program, run for each request.
const http = {
  async request({ url, method = 'GET', headers = {}, body }) {
    const { pathname, search } = new URL(url);
    const chunks = [];
    if (body) for await (const chunk of body) chunks.push(Buffer.from(chunk));
    const request = Buffer.concat(chunks);
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_PROJECT_ROOT: path.dirname(served),
        GIT_HTTP_EXPORT_ALL: '1',
        REMOTE_USER: name,
        REQUEST_METHOD: method,
        PATH_INFO: '/' + path.basename(served) + pathname.replace(/^.*\.git/, ''),
        QUERY_STRING: search.replace(/^\?/, ''),
        CONTENT_TYPE: headers['content-type'] || headers['Content-Type'] || '',
        CONTENT_LENGTH: String(request.length),
      },
    });
    backend.stdin.end(request);
    const output = [];
    for await (const chunk of backend.stdout) output.push(chunk);
    const answer = Buffer.concat(output);
    const end = answer.indexOf('\r\n\r\n');
    const lines = answer.subarray(0, end).toString().split('\r\n').map((line) => line.split(': '));
    const fields = Object.fromEntries(lines.map(([key, value]) => [key.toLowerCase(), value]));
    const status = Number.parseInt(fields.status || '200', 10);
    return { url, method, headers: fields, statusCode: status, statusMessage: '', body: [answer.subarray(end + 4)] };
  },
};

const line = `${name}/scribe`;
const push = (more) => git.push({ fs, http, dir, remote: 'origin', ref: line, ...more });

async function status() {
  const files = await git.listFiles({ fs, dir });
  const states = await Promise.all(files.map((filepath) => git.status({ fs, dir, filepath })));
  return files.filter((file, i) => states[i] !== 'unmodified');
}

async function save() {
  await git.add({ fs, dir, filepath: '.' });
  await git.remove({ fs, dir, filepath: '.gitignore' });
  await git.remove({ fs, dir, filepath: '/.git' });
  const author = { name, email: `${name}@example.org` };
  await git.commit({ fs, dir, author, message: 'Added from scribe' });
  await push({ force: true });
  await git.pull({
    fs, http, dir, ref: line, remote: 'origin', remoteRef: 'scribe-main', singleBranch: true, fastForward: true,
  });
  await push({ remoteRef: 'scribe-main' });
  return [];
}

(command === 'save' ? save() : status())
  .then((lines) => lines.forEach((text) => console.log(text)))
  .catch((error) => {
    console.log(`${error.code}: ${error.message}`);
    process.exitCode = 1;
  });
