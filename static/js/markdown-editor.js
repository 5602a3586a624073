// Mends three habits of django-markdownx's editor in the admin.

// It takes Tab, and a few keys of the browser's own, for indenting: nobody could leave the field with the keyboard.
document.addEventListener('keydown', event => {
  const isTaken = event.key === 'Tab' || (event.ctrlKey && ['d', '[', ']'].includes(event.key))
  if (isTaken && event.target.matches('.markdownx-editor')) event.stopImmediatePropagation()
}, true)

// It writes «Invalid response» into the text when a picture is refused: the text is put back, and the reason shown.
document.addEventListener('markdownx.fileUploadError', event => {
  const editor = event.target.querySelector('.markdownx-editor')
  const { value, selectionStart } = editor
  const [response] = event.detail
  queueMicrotask(() => {
    editor.value = value
    editor.setSelectionRange(selectionStart, selectionStart)
    editor.dispatchEvent(new Event('input', { bubbles: true }))
    showReason(event.target, response.image.join(' '))
  })
}, true)

document.addEventListener('markdownx.fileUploadEnd', event => showReason(event.target, ''), true)

// It finds its fields when the page is loaded, and not the rows that are added later.
// Run once more, its script passes over those it has, and takes the new ones; it offers no other way in.
document.addEventListener('row-added', event => {
  if (!event.target.querySelector('.markdownx')) return
  const script = document.createElement('script')
  script.src = document.querySelector('script[src*="markdownx/js/"]').src
  document.head.append(script)
  script.addEventListener('load', () => script.remove())
})

function showReason(field, reason) {
  field.querySelector('[role="alert"]')?.remove()
  if (!reason) return
  const message = document.createElement('p')
  message.setAttribute('role', 'alert')
  message.className = 'errornote'
  message.textContent = reason
  field.prepend(message)
}
