// Mends the habits of django-markdownx's editor in the admin.

import { hear } from './bus.js';

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

// What is left to write about the picture is marked, so that the next key writes it.
document.addEventListener('markdownx.fileUploadEnd', event => {
  showReason(event.target, '')
  const editor = event.target.querySelector('.markdownx-editor')
  const [{ image_code: code }] = event.detail
  const start = editor.value.lastIndexOf(code)
  if (start < 0) return
  editor.focus()
  editor.setSelectionRange(start + '!['.length, start + code.indexOf(']'))
}, true)

// A picture can only be dropped or pasted: the button drops one that is chosen.
document.addEventListener('click', event => {
  const button = event.target.closest('.picture')
  if (!button) return
  const chooser = document.createElement('input')
  chooser.type = 'file'
  chooser.accept = 'image/png, image/jpeg, image/webp'
  chooser.hidden = true
  button.after(chooser)
  chooser.addEventListener('change', () => {
    const dataTransfer = new DataTransfer()
    for (const file of chooser.files) dataTransfer.items.add(file)
    const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true })
    document.getElementById(button.dataset.for).dispatchEvent(drop)
    chooser.remove()
  })
  chooser.click()
})

// It finds its fields when the page is loaded, and not the rows that are added later.
// Run once more, its script passes over those it has, and takes the new ones; it offers no other way in.
hear('row-added', ({ row }) => {
  if (!row.querySelector('.markdownx')) return
  const script = document.createElement('script')
  script.src = document.querySelector('script[src*="markdownx/js/"]').src
  document.head.append(script)
  script.addEventListener('load', () => script.remove())
}, { signal: new AbortController().signal })

function showReason(field, reason) {
  field.querySelector('[role="alert"]')?.remove()
  if (!reason) return
  const message = document.createElement('p')
  message.setAttribute('role', 'alert')
  message.className = 'errornote'
  message.textContent = reason
  field.prepend(message)
}
