import { Component, type ErrorInfo, type ReactNode } from 'react'
import { ErrorBlock } from './error-block'
import { Button } from './button'
import { useTranslation } from 'react-i18next'

interface ErrorBoundaryProps {
  /** A change of it tries again: the thing shown. */
  readonly resetKey?: string
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly cause: string | undefined
  readonly resetKey: string | undefined
}

/** One panel's fault stays in that panel. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { cause: undefined, resetKey: this.props.resetKey }

  static getDerivedStateFromError(cause: unknown): Partial<ErrorBoundaryState> {
    return { cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) }
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState | null {
    return props.resetKey === state.resetKey ? null : { cause: undefined, resetKey: props.resetKey }
  }

  override componentDidCatch(cause: unknown, info: ErrorInfo): void {
    console.error(cause, info.componentStack)
  }

  override render(): ReactNode {
    const { cause } = this.state
    if (cause === undefined) return this.props.children
    return <Fallen cause={cause} onRetry={() => this.setState({ cause: undefined })} />
  }
}

function Fallen({ cause, onRetry }: { readonly cause: string; readonly onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <ErrorBlock error={{ code: 'internal', incident: cause }}>
      <Button onPress={onRetry}>{t('common:tryAgain')}</Button>
    </ErrorBlock>
  )
}
