// Keys in the editors' form. Enter in a box to tick presses the form's first button that can be pressed, in some browsers:
// here it does what it does in the other fields, which is nothing. Without this, that button draws the form anew.

for (const form of document.querySelectorAll('form[data-memory]')) {
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target.matches('[type="checkbox"], [type="radio"]')) event.preventDefault()
  })
}
