// Text as large as its place allows, between --least and --most. What does not fit at its least is split into parts
// where a person would: between paragraphs, or else between sentences. One part is shown at a time.
// A sentence ends where the next begins with a capital: «ev. hva» and «kl. 10» are none.
const SENTENCE = /[^]*?[.!?…][»)]?(?=\s+[«–(]*\p{Lu})|[^]+$/gu
const ENDED = /[.!?…][»)]?\s*$/
const GOES_ON = /^\s*\p{Ll}/u
const BLOCKS = 'p, li, h2, h3, h4, h5, h6, pre, table, hr, .editorial'

class WallText extends HTMLElement {
  // The parts, each [first unit, first unit not in it]; a text that fits is one part, and need not know its units.
  parts = [[0, Infinity]]
  part = 0

  // Sets the size. Returns whether the whole text is shown at once.
  fit() {
    // In the room it had last time it fits as it did: measuring is what costs.
    const room = `${innerWidth}×${innerHeight} ${this.clientWidth}×${this.clientHeight} ${document.documentElement.dataset.zoom}`
    if (room === this.room) return this.parts.length === 1
    this.room = room
    const prose = this.firstElementChild
    const first = this.parts[this.part][0]
    this.removeAttribute('data-scrolls')
    this.removeAttribute('tabindex')
    this.show(0, Infinity)
    this.removeAttribute('data-breaks')
    const zoom = Math.min(1, Number(document.documentElement.dataset.zoom ?? 1))
    const least = this.pixels('var(--least)')
    let low = least
    let high = Math.max(least, this.pixels('var(--most)') / zoom)
    prose.style.fontSize = `${high}px`
    if (this.fits) low = high
    while (high - low > 2) {
      const middle = (low + high) / 2
      prose.style.fontSize = `${middle}px`
      if (this.fits) low = middle
      else high = middle
    }
    prose.style.fontSize = `${Math.max(least, low * zoom)}px`
    // A word wider than the room has to break.
    this.toggleAttribute('data-breaks', this.scrollWidth > this.clientWidth)
    this.parts = this.fits ? [[0, Infinity]] : this.split()
    this.turnTo(Math.max(0, this.parts.findIndex(([, end]) => first < end)))
    return this.parts.length === 1
  }

  get fits() {
    return this.scrollHeight <= this.clientHeight && this.scrollWidth <= this.clientWidth
  }

  pixels(size) {
    this.firstElementChild.style.fontSize = size
    return parseFloat(getComputedStyle(this.firstElementChild).fontSize)
  }

  forward() {
    return this.turnTo(this.part + 1)
  }

  back() {
    return this.turnTo(this.part - 1)
  }

  turnTo(part) {
    if (part < 0 || part >= this.parts.length) return false
    this.part = part
    this.show(...this.parts[part])
    // One sentence, picture or table that is larger than the screen has to be scrolled.
    const scrolls = !this.fits
    this.toggleAttribute('data-scrolls', scrolls)
    if (scrolls) this.tabIndex = 0
    return true
  }

  split() {
    const units = this.units ??= unitsOf(this.firstElementChild)
    const parts = []
    for (let start = 0, end; start < units.length; start = end) {
      for (end = start + 1; end < units.length; end++) {
        this.show(start, end + 1)
        if (!this.fits) break
      }
      // A heading goes with what it is the heading of.
      if (end < units.length && end - start > 1 && units[end - 1].matches('h2, h3, h4, h5, h6')) end--
      parts.push([start, end])
    }
    return parts.length ? parts : [[0, Infinity]]
  }

  show(start, end) {
    if (!this.units) return
    this.units.forEach((unit, index) => { unit.hidden = index < start || index >= end })
    for (const box of this.firstElementChild.querySelectorAll('*')) {
      const units = [...box.querySelectorAll('[data-unit]')]
      if (units.length) box.hidden = units.every(unit => unit.hidden)
    }
  }
}

function unitsOf(prose) {
  // An item keeps its number when those before it are in another part.
  for (const list of prose.querySelectorAll('ol')) {
    let number = list.start
    for (const item of list.children) {
      item.value ||= number
      number = item.value + 1
    }
  }
  const units = [...prose.querySelectorAll(BLOCKS)].filter(block => !block.querySelector(BLOCKS)).flatMap(sentencesOf)
  for (const unit of units) unit.dataset.unit = ''
  return units
}

// The sentences of a block, each in a span of its own; what stands inside a sentence (bold, a link) follows it.
function sentencesOf(block) {
  if (!block.matches('p, li, strong, em') || block.matches('[data-whole]')) return [block]
  if (block.childNodes.length === 1 && block.firstElementChild) return sentencesOf(block.firstElementChild)
  const sentences = []
  let sentence = null
  for (const node of [...block.childNodes]) {
    const isText = node.nodeType === Node.TEXT_NODE
    for (const piece of isText ? node.data.match(SENTENCE) ?? [] : [node]) {
      if (!sentence) {
        sentence = document.createElement('span')
        sentences.push(sentence)
        block.insertBefore(sentence, node)
      }
      sentence.append(piece)
      if (isText && ENDED.test(piece) && !GOES_ON.test(node.nextSibling?.textContent ?? '')) sentence = null
    }
    if (isText) node.remove()
  }
  return sentences
}

customElements.define('wall-text', WallText)
