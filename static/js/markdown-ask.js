// What the writing field asks the server for (modules/editing/markdown_views.py): how a text will look, and a picture kept.

// Only those answers have it. A login, a proxy that is down and whatever else comes in between answer with pages.
export const isOurs = response => response.headers.has('Markdown-Field')

// Posts `fields` to `url`, with the token in the field `token`. One that a login in another window has made old is renewed
// at `renewal`, in the form too. Throws when there is no network, and when `signal` is aborted.
export async function ask(url, fields, { token, renewal, signal }) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const post = () => fetch(url, { method: 'POST', body, headers: { 'X-CSRFToken': token.value }, signal })
  const response = await post()
  if (response.status !== 403 || isOurs(response)) return response
  const { csrf } = await fetch(renewal, { signal }).then(fresh => fresh.json()).catch(() => ({}))
  if (!csrf) return response
  token.value = csrf
  return post()
}

// Sends the picture `file`. Gives { code, notice }, or { reason, isFinal }: whether there is any use in trying again.
// `words` are what is said of an answer that is no answer.
export async function keepPicture(file, url, { patience, words, ...how }) {
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), patience * 1000)
  try {
    const response = await ask(url, { image: file }, { ...how, signal: waiting.signal })
    if (response.status === 413) return { reason: words.tooLarge, isFinal: true }
    if (!isOurs(response)) return { reason: words.failed }
    const { image_code: code, notice, image } = await response.json()
    return code ? { code, notice } : { reason: image.join(' '), isFinal: response.status === 400 }
  } catch {
    return { reason: waiting.signal.aborted ? words.slow : words.offline }
  } finally {
    clearTimeout(timer)
  }
}
