// How much is owed is kept beside what is owed: to count a hundred thousand advices takes a start longer
// than all else it does, and the windows are told of the number at each change. Every change of an advice
// takes the counts along, in its own commit (tables/owed.ts).

// What each count is of, as SQL about a row: of the table, or of a trigger (`old.`, `new.`).
const counted = (row: string): Readonly<Record<string, string>> => {
  const confirmations = `${row}state = 'owed' AND ${row}kind = 'confirmation'`;
  const reversals = `${row}state = 'owed' AND ${row}kind = 'reversal'`;
  const exceptions = `${row}state = 'attention' AND ${row}closed_at IS NULL`;
  const open = `${row}state <> 'delivered'`;
  const others = `${open} AND NOT (${confirmations}) AND NOT (${reversals}) AND NOT (${exceptions})`;
  return { confirmations, reversals, exceptions, others, open };
};
const names = Object.keys(counted(''));
const [all, before, after] = [counted(''), counted('old.'), counted('new.')];

/** Counts what is not delivered, as it is now. `open` is the sum of the others: so a count that changed by itself shows. */
export const countAnew = `SELECT ${names
  .map((name) => `count(*) FILTER (WHERE ${all[name]}) AS ${name}`)
  .join(', ')} FROM advices WHERE state <> 'delivered'`;

const sets = (change: (name: string) => string) =>
  names.map((name) => `${name} = ${name} ${change(name)}`).join(', ');

// No rule on the numbers: a wrong one must not keep an advice from being settled.
export const owedCounts = `
  CREATE TABLE owed_counts (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    ${names.map((name) => `${name} INTEGER NOT NULL`).join(', ')}
  ) STRICT;
  INSERT INTO owed_counts (only, ${names.join(', ')}) SELECT 1, counted.* FROM (${countAnew}) AS counted;
  CREATE TRIGGER count_new_advice AFTER INSERT ON advices WHEN new.state <> 'delivered' BEGIN
    UPDATE owed_counts SET ${sets((name) => `+ (${after[name]})`)};
  END;
  CREATE TRIGGER count_changed_advice AFTER UPDATE OF state, kind, closed_at ON advices BEGIN
    UPDATE owed_counts SET ${sets((name) => `+ (${after[name]}) - (${before[name]})`)};
  END;
  CREATE TRIGGER count_removed_advice AFTER DELETE ON advices WHEN old.state <> 'delivered' BEGIN
    UPDATE owed_counts SET ${sets((name) => `- (${before[name]})`)};
  END;
`;
