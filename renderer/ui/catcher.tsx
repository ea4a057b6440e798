import { Component, type ReactNode } from 'react';

type Props = {
  /** Changes with the state of the till: what broke is then tried again. */
  readonly since: unknown;
  /** What stands there instead; `again` tries at once. Made of nothing that can break as well. */
  readonly instead: (again: () => void) => ReactNode;
  readonly children: ReactNode;
};

/** Keeps what breaks inside from taking its surroundings along. React has no other form for it than a class. */
export class Catcher extends Component<Props, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.isBroken && before.since !== this.props.since) this.#again();
  }

  readonly #again = () => this.setState({ isBroken: false });

  override render(): ReactNode {
    return this.state.isBroken ? this.props.instead(this.#again) : this.props.children;
  }
}
