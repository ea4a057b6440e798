import { Fragment } from 'react';

type Props = { readonly parts: readonly (string | null | undefined | false)[] };

/**
 * Facts in one line. Each stands for itself, so that a name that reads from right to left leaves the
 * times and numbers beside it in their order.
 */
export function Facts({ parts }: Props) {
  const given = parts.filter((part) => typeof part === 'string' && part !== '');
  return given.map((part, index) => (
    // Facts have no identity but their place.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>
      {index > 0 && ' · '}
      <bdi>{part}</bdi>
    </Fragment>
  ));
}
