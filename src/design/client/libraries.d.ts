// The two libraries publish no types; these are the few names that the client uses.
declare module 'govuk-frontend' {
  type Component = { new (root: Element): unknown; moduleName: string }
  export const Button: Component
  export const CharacterCount: Component
  export const Checkboxes: Component
  export const ErrorSummary: Component
  export const NotificationBanner: Component
  export const ServiceNavigation: Component
  export const SkipLink: Component
  export function createAll(component: Component, config?: undefined, scope?: ParentNode): unknown[]
}

declare module 'accessible-autocomplete' {
  const autocomplete: {
    enhanceSelectElement(options: {
      selectElement: HTMLSelectElement
      defaultValue?: string
      minLength?: number
      autoselect?: boolean
      confirmOnBlur?: boolean
      displayMenu?: 'overlay' | 'inline'
      onConfirm?: (chosen: string | undefined) => void
      tNoResults?: () => string
    }): void
  }
  // biome-ignore lint/style/noDefaultExport: this is how the library exports itself.
  export default autocomplete
}
