// How a step is laid out: its texts as large as they fit, and the story of a case beside its question if there is room.

// The texts of a step that are shown, and know how to fit.
export function textsOf(step) {
  return [...step.querySelectorAll('wall-text')].filter(text => text.fit && isShown(text))
}

// Lays `step` out. `tellPart` says which part of a text is up, and is called as often as that may have changed.
export function layOut(step, tellPart) {
  step.removeAttribute('data-long')
  // A text that is too long to stand beside waits for its key.
  const beside = step.querySelector('.step__beside wall-text')
  if (beside?.fit && isShown(beside) && !step.hasAttribute('data-reading') && !beside.fit()) step.setAttribute('data-long', '')
  // Telling of parts may take a line from the text, and then there are other parts.
  for (let round = 0; round < 3; round++) {
    const heights = heightsOf(step)
    for (const text of textsOf(step)) text.fit()
    tellPart()
    if (heights === heightsOf(step)) break
  }
}

function heightsOf(step) {
  return textsOf(step).map(text => text.clientHeight).join()
}

function isShown(element) {
  return element.getClientRects().length > 0
}
