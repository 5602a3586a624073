"""What the tests of the editors' pages do in a tab."""


def log_in(tab, name='redaktor'):
    tab.get_by_label('Brukernavn').fill(name)
    tab.get_by_label('Passord').fill('hemmelig')
    tab.keyboard.press('Enter')


def rows(tab, name):
    return tab.eval_on_selector_all(
        f'editor-rows[data-prefix="{name}"] > .rows > .row', 'rows => rows.map(row => row.dataset.key)'
    )


def saved(tab):
    tab.locator('.messagelist .success').wait_for()


def kept_texts(tab):
    return tab.evaluate('Object.keys(localStorage).filter(name => name.startsWith("ulagret:")).length')
