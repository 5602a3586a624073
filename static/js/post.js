// Sends a form as a script does. A token from before somebody logged in, in this or another tab, is renewed, everywhere on
// the page, and the form is sent once more: the portal gives a new one to its own pages only.
export async function post(address, body) {
  const request = { method: 'POST', body, headers: { Accept: 'application/json' } }
  const response = await fetch(address, request)
  if (response.status !== 403) return response
  const { token } = await response.json()
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token
  body.set('csrfmiddlewaretoken', token)
  return fetch(address, request)
}
