"""What a screen reader is told of a page: written down as it comes."""

# Every change of text in a live region that is there for the ear, once for each task it was changed in; a region that
# is shown is told of as well.
LISTEN = """(() => {
  const LIVE = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]'
  window.heard = []
  const note = region => {
    const text = region.innerText.replace(/\\s+/g, ' ').trim()
    if (text && region.checkVisibility()) window.heard.push(text)
  }
  new MutationObserver(changes => {
    const regions = new Set()
    for (const { target, type } of changes) {
      const element = target.nodeType === Node.TEXT_NODE ? target.parentElement : target
      if (type === 'attributes') {
        if (!element.hidden && element.matches(LIVE)) regions.add(element)
      } else if (element?.closest?.(LIVE)) regions.add(element.closest(LIVE))
    }
    regions.forEach(note)
  }).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['hidden'] })
})()"""


def listen(tab):
    """Before the tab goes anywhere."""
    tab.add_init_script(LISTEN)


def heard(tab, wait=900):
    """What has been told since it was last asked for, and where the focus is: its id, or its text."""
    tab.wait_for_timeout(wait)
    told = tab.evaluate('window.heard.splice(0)')
    focus = tab.evaluate(
        "(document.activeElement?.id || document.activeElement?.innerText?.trim().split('\\n')[0].slice(0, 40)) ?? ''"
    )
    return told, focus
