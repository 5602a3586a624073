// The form that sets the clock: minutes on a button, or a number that is typed, and whether the end is heard.
const LONGEST = 180
const root = document.documentElement

// Calls `start` with the minutes that are chosen, when the dialog around `form` is closed; until `signal` is aborted.
export function askForMinutes(form, start, { signal }) {
  const { minutes: field, sound } = form.elements
  const error = form.querySelector('.wall-dialog__error')
  const choose = minutes => {
    error.hidden = true
    form.closest('dialog').close()
    start(minutes)
  }

  sound.checked = root.dataset.sound === 'on'
  sound.addEventListener('change', () => { root.dataset.sound = sound.checked ? 'on' : 'off' }, { signal })
  form.addEventListener('click', event => {
    const { minutes } = event.target.closest('[data-minutes]')?.dataset ?? {}
    if (minutes) choose(Number(minutes))
  }, { signal })
  form.addEventListener('submit', event => {
    if (event.submitter?.value === 'cancel') return
    event.preventDefault()
    const minutes = Number(field.value.trim().replace(',', '.'))
    const isWrong = !(minutes >= 1 && minutes <= LONGEST)
    error.hidden = !isWrong
    if (isWrong) field.focus()
    else choose(minutes)
  }, { signal })
}
