// Writes in a field somebody may be writing in.

// As if it were typed where the caret is, so that Ctrl+Z knows of it.
export function write(text, words) {
  if (document.execCommand(words ? 'insertText' : 'delete', false, words)) return
  text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end')
  text.dispatchEvent(new Event('input', { bubbles: true }))
}

// Puts `words` in the place of `mark`; the caret and the page stay where they are.
export function replace(text, mark, words) {
  const at = text.value.indexOf(mark)
  if (at < 0) return
  const end = at + mark.length
  if (text !== document.activeElement) {
    text.setRangeText(words, at, end, 'preserve')
    return text.dispatchEvent(new Event('input', { bubbles: true }))
  }
  const moved = place => place <= at ? place : place >= end ? place + words.length - mark.length : at + words.length
  const { selectionStart, selectionEnd, selectionDirection } = text
  const { scrollX, scrollY } = window
  text.setSelectionRange(at, end)
  write(text, words)
  text.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection)
  scrollTo(scrollX, scrollY)
}

export const stateOf = ({ value, selectionStart, selectionEnd }) => `${selectionStart}-${selectionEnd} ${value}`
