// Sends a file up in pieces, without a page: modules/editing/upload_views.py puts them together. A network that goes away
// is waited for, for as long as it takes; a login that has ended, too.

const PIECE = 4 * 1024 * 1024
const ENDS = 64 * 1024
const PAUSES = [1, 2, 4, 8, 15, 30]
// Nothing sent and nothing heard for so long: the connection is dead, as after a sleep.
const STALL = 45

// Sends `file` to `url`, to be there in the place of the upload with the id `replaces`, which is not touched. `told` has begun(id), progress(bytes) and
// waiting(error), where `error` is what the server said, or ''. Throws { refused: text } when it is refused for good, with
// { inTheWay } when other files wait where it would; { unreadable } when the file is not there any more; and { aborted }
// when `signal` is aborted.
export async function sendInPieces(file, { url, token, replaces, signal, told }) {
  const server = ask(token, url, signal, told)
  const about = { name: file.name, size: file.size, fingerprint: await fingerprint(file), replaces }
  const send = async fields => {
    let { id, offset } = await server(url, { body: new URLSearchParams({ ...about, ...fields }) })
    told.begun(id)
    while (offset < file.size) {
      told.progress(offset)
      const at = offset
      const body = await bytes(file, at, Math.min(at + PIECE, file.size))
      offset = (await server(`${url}${id}/`, { body, offset: at, progress: sent => told.progress(at + sent) })).offset
    }
  }
  try {
    await send({})
  } catch (fault) {
    // Another page has gone on with it; this one sends one of its own.
    if (!fault.isGone) throw fault
    await send({ fresh: '1' })
  }
}

// Tells the server that nobody wants it any more. If that does not come through, it goes by itself after a day.
export function discard(id, { url, token }) {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token })
  fetch(`${url}${id}/slett/`, { method: 'POST', body, keepalive: true }).catch(() => {})
}

// Asks until there is an answer that will not change: what is fetched, or where the next piece begins (409).
function ask(token, url, signal, told) {
  return async (address, { body, offset, progress }) => {
    let isRenewed = false
    for (let attempt = 0; ; ) {
      const headers = { 'X-CSRFToken': token, ...(offset === undefined ? {} : { 'Upload-Offset': offset, 'Content-Type': 'application/octet-stream' }) }
      const { status, answer } = await request('POST', address, { body, headers, signal, progress })
      if (status === 409 || (status >= 200 && status < 300 && answer)) return answer
      let error = ''
      if (status === 403) {
        // A login in another window has made the token an old one; or nobody is logged in here any more.
        const fresh = await request('GET', url, { signal })
        token = fresh.answer?.csrf ?? token
        error = fresh.answer?.error ?? ''
        if (fresh.answer?.csrf && !isRenewed) {
          isRenewed = true
          continue
        }
      } else if (status >= 400 && status < 500 && ![408, 425, 429].includes(status) || status === 507) {
        throw { refused: answer?.error ?? '', inTheWay: answer?.waiting, isGone: status === 404 }
      }
      told.waiting(error)
      await pause(PAUSES[Math.min(attempt++, PAUSES.length - 1)], signal)
      isRenewed = false
    }
  }
}

// An answer as { status, answer }, of which a network that is not there has 0 and null. XMLHttpRequest, since fetch tells
// nothing about how much has been sent.
function request(method, address, { body = null, headers = {}, signal, progress }) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject({ aborted: true })
    const xhr = new XMLHttpRequest()
    const abort = () => xhr.abort()
    let stall
    const alive = () => {
      clearTimeout(stall)
      stall = setTimeout(abort, STALL * 1000)
    }
    xhr.open(method, address)
    xhr.responseType = 'json'
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.upload.onprogress = ({ loaded }) => {
      alive()
      progress?.(loaded)
    }
    xhr.onloadend = () => {
      clearTimeout(stall)
      signal.removeEventListener('abort', abort)
      signal.aborted ? reject({ aborted: true }) : resolve({ status: xhr.status, answer: xhr.response })
    }
    signal.addEventListener('abort', abort)
    alive()
    xhr.send(body)
  })
}

// So many seconds, or until the network is back, or somebody looks at the page again.
function pause(seconds, signal) {
  return new Promise((resolve, reject) => {
    const waking = new AbortController()
    const wake = () => {
      clearTimeout(timer)
      waking.abort()
      signal.aborted ? reject({ aborted: true }) : resolve()
    }
    const timer = setTimeout(wake, seconds * 1000)
    addEventListener('online', wake, { signal: waking.signal })
    addEventListener('focus', wake, { signal: waking.signal })
    signal.addEventListener('abort', wake, { signal: waking.signal })
  })
}

// Read before it is sent, so that a file that has been moved or changed is told from a network that is gone.
async function bytes(file, from, to) {
  try {
    return await file.slice(from, to).arrayBuffer()
  } catch {
    throw { unreadable: true }
  }
}

// Knows a file that is chosen again: what it is called, how large it is and when it was written, and its two ends.
// No promise that nobody can make another with the same, so not `crypto.subtle`, which http does not have.
async function fingerprint(file) {
  const ends = [await bytes(file, 0, ENDS), await bytes(file, Math.max(0, file.size - ENDS), file.size)]
  let [a, b] = [0x811c9dc5, 0x1000193]
  for (const end of ends) {
    for (const byte of new Uint8Array(end)) {
      a = Math.imul(a ^ byte, 0x01000193)
      b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13)
    }
  }
  return [file.lastModified, ...[a, b].map(part => (part >>> 0).toString(16))].join('-')
}
