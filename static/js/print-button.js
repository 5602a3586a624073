// Prints the page with the button that it holds. Without it, the page says how to print (paper.css).
class PrintButton extends HTMLElement {
  connectedCallback() {
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
