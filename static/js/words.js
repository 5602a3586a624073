// Words from the page with what a script knows put in: fill('del %(number)s', { number: 2 }) is «del 2».
export const fill = (words, values) => words.replace(/%\((\w+)\)s/g, (_, name) => values[name])
