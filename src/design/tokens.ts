/**
 * The colours of the three themes. Deep green and warm neutrals; amber only where attention is asked.
 * Names that govuk-frontend knows become its own custom properties, the others ours.
 */

const light = {
  brand: '#12402f',
  text: '#1d211f',
  'inverse-text': '#ffffff',
  'template-background': '#f3efe6',
  'body-background': '#fffefb',
  'secondary-text': '#55524a',
  focus: '#ffbf3f',
  'focus-text': '#1d211f',
  error: '#b3261e',
  success: '#12683f',
  border: '#d3cbbb',
  'input-border': '#3a3f3c',
  hover: '#d3cbbb',
  link: '#0b5c43',
  'link-visited': '#5b3f86',
  'link-hover': '#07382a',
  'link-active': '#1d211f',
  'surface-background': '#f3efe6',
  'surface-text': '#1d211f',
  'surface-border': '#cbc1ad',
  'header-background': '#12402f',
  'header-text': '#ffffff',
  'hover-background': '#efeae0',
  'card-background': '#ffffff',
  button: '#14694a',
  'button-text': '#ffffff',
  'button-hover': '#0f5239',
  'button-shadow': '#0a3626',
  'secondary-button': '#ebe5d9',
  'secondary-button-text': '#1d211f',
  'secondary-button-hover': '#ded6c6',
  'secondary-button-shadow': '#a39a87',
  'warning-button': '#b3261e',
  'warning-button-text': '#ffffff',
  'warning-button-hover': '#8f1e18',
  'warning-button-shadow': '#5e140f',
  'attention-background': '#fdf0d2',
  'attention-text': '#5a3a00',
  'tag-grey': '#e6e1d6',
  'tag-grey-text': '#2f332f',
  'tag-blue': '#d9e6f2',
  'tag-blue-text': '#16395c',
  'tag-teal': '#d2ebe6',
  'tag-teal-text': '#0c443b',
  'tag-green': '#d3ead9',
  'tag-green-text': '#0d4425',
  'tag-yellow': '#fde7b3',
  'tag-yellow-text': '#553600',
  'tag-red': '#f8dad6',
  'tag-red-text': '#6f1610',
  'tag-purple': '#e6def1',
  'tag-purple-text': '#3c2560',
  'chart-now': '#12583f',
  'chart-earlier': '#6b665b',
  'chart-range': '#cbc1ac',
  'chart-track': '#d3cbbb',
}

export type Tokens = Record<keyof typeof light, string>

const dark: Tokens = {
  brand: '#5cb894',
  text: '#eeebe4',
  'inverse-text': '#10140f',
  'template-background': '#222927',
  'body-background': '#171c1a',
  'secondary-text': '#bdb8ac',
  focus: '#ffbf3f',
  'focus-text': '#14180f',
  error: '#ff9d92',
  success: '#7fd0a2',
  border: '#424b47',
  'input-border': '#c9c4b8',
  hover: '#56605b',
  link: '#8ed6b7',
  'link-visited': '#c8b4ef',
  'link-hover': '#c5efdd',
  'link-active': '#eeebe4',
  'surface-background': '#222927',
  'surface-text': '#eeebe4',
  'surface-border': '#4a544f',
  'header-background': '#0d3025',
  'header-text': '#f6f4ee',
  'hover-background': '#2a3230',
  'card-background': '#1f2623',
  button: '#2c8460',
  'button-text': '#ffffff',
  'button-hover': '#226c4e',
  'button-shadow': '#0b2f22',
  'secondary-button': '#39423e',
  'secondary-button-text': '#eeebe4',
  'secondary-button-hover': '#48534e',
  'secondary-button-shadow': '#101412',
  'warning-button': '#c0392f',
  'warning-button-text': '#ffffff',
  'warning-button-hover': '#a12d24',
  'warning-button-shadow': '#4b120d',
  'attention-background': '#3b2f13',
  'attention-text': '#ffd98a',
  'tag-grey': '#3b4440',
  'tag-grey-text': '#e6e2d9',
  'tag-blue': '#1d3a55',
  'tag-blue-text': '#c5dcf2',
  'tag-teal': '#15443c',
  'tag-teal-text': '#b5e6db',
  'tag-green': '#17452b',
  'tag-green-text': '#b9e8ca',
  'tag-yellow': '#4d3a0d',
  'tag-yellow-text': '#ffdf9b',
  'tag-red': '#5c1f19',
  'tag-red-text': '#ffc9c2',
  'tag-purple': '#3c2c57',
  'tag-purple-text': '#ddcff5',
  'chart-now': '#7fd6b0',
  'chart-earlier': '#b3ad9f',
  'chart-range': '#5d6762',
  'chart-track': '#424b47',
}

const contrast: Tokens = {
  ...dark,
  brand: '#ffffff',
  text: '#ffffff',
  'inverse-text': '#000000',
  'template-background': '#000000',
  'body-background': '#000000',
  'secondary-text': '#ffffff',
  focus: '#ffd400',
  'focus-text': '#000000',
  error: '#ffb3aa',
  success: '#8df5b5',
  border: '#ffffff',
  'input-border': '#ffffff',
  hover: '#8a8a8a',
  link: '#8ff7cf',
  'link-visited': '#dcc8ff',
  'link-hover': '#ffffff',
  'link-active': '#ffffff',
  'surface-background': '#000000',
  'surface-text': '#ffffff',
  'surface-border': '#ffffff',
  'header-background': '#000000',
  'header-text': '#ffffff',
  'hover-background': '#262626',
  'card-background': '#000000',
  button: '#ffffff',
  'button-text': '#000000',
  'button-hover': '#d6d6d6',
  'button-shadow': '#8a8a8a',
  'secondary-button': '#1f1f1f',
  'secondary-button-text': '#ffffff',
  'secondary-button-hover': '#3a3a3a',
  'secondary-button-shadow': '#ffffff',
  'warning-button': '#ffb3aa',
  'warning-button-text': '#000000',
  'warning-button-hover': '#ffd5d0',
  'warning-button-shadow': '#ffffff',
  'attention-background': '#ffd400',
  'attention-text': '#000000',
  'tag-grey': '#303030',
  'tag-grey-text': '#ffffff',
  'chart-now': '#ffffff',
  'chart-earlier': '#d0d0d0',
  'chart-range': '#8a8a8a',
  'chart-track': '#6e6e6e',
}

export const themes = { light, dark, contrast }

type Pair = readonly [foreground: keyof Tokens, background: keyof Tokens]

const pageBackgrounds = ['body-background', 'template-background', 'surface-background', 'card-background', 'hover-background'] as const
const pageTexts = ['text', 'secondary-text', 'error', 'success', 'link', 'link-visited', 'link-hover', 'link-active'] as const
const namedPairs = ['tag-grey', 'tag-blue', 'tag-teal', 'tag-green', 'tag-yellow', 'tag-red', 'tag-purple', 'button', 'secondary-button', 'warning-button'] as const

/** Text and the backgrounds it stands on: at least 4.5 to 1. */
export const textPairs: readonly Pair[] = [
  ...pageTexts.flatMap((text) => pageBackgrounds.map((background): Pair => [text, background])),
  ...namedPairs.map((name): Pair => [`${name}-text`, name]),
  ['button-text', 'button-hover'],
  ['secondary-button-text', 'secondary-button-hover'],
  ['warning-button-text', 'warning-button-hover'],
  ['surface-text', 'surface-background'],
  ['header-text', 'header-background'],
  ['inverse-text', 'brand'],
  ['inverse-text', 'success'],
  ['inverse-text', 'link'],
  ['focus-text', 'focus'],
  ['attention-text', 'attention-background'],
]

/** Edges of controls and marks of charts: at least 3 to 1. */
export const markPairs: readonly Pair[] = [
  ['input-border', 'body-background'],
  ['error', 'body-background'],
  ['chart-now', 'body-background'],
  ['chart-earlier', 'body-background'],
  ['button', 'body-background'],
]

const ours = /^(header|hover-background|card|button|secondary-button|warning-button|attention|tag|chart)/

function declarations(tokens: Tokens): string {
  return Object.entries(tokens)
    .map(([name, value]) => (ours.test(name) ? `--app-${name}:${value}` : `--govuk-${name}-colour:${value}`))
    .join(';')
}

/** The themes as custom properties: chosen by the person, or else by the system. Paper is always light. */
export function themesCss(): string {
  return [
    `html.govuk-template{${declarations(light)};color-scheme:light}`,
    '@media screen{',
    `html.govuk-template[data-theme=dark]{${declarations(dark)};color-scheme:dark}`,
    `@media (prefers-color-scheme:dark){html.govuk-template[data-theme=system]{${declarations(dark)};color-scheme:dark}}`,
    `html.govuk-template[data-theme=contrast]{${declarations(contrast)};color-scheme:dark}`,
    `@media (prefers-contrast:more) and (prefers-color-scheme:dark){html.govuk-template[data-theme=system]{${declarations(contrast)};color-scheme:dark}}`,
    '}',
  ].join('')
}
