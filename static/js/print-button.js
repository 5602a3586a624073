// Shows the button that it holds, and prints the page with it.
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.addEventListener('click', this)
  }

  disconnectedCallback() {
    this.removeEventListener('click', this)
  }

  handleEvent() {
    window.print()
  }
}

customElements.define('print-button', PrintButton)
