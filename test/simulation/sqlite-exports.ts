// What the driver calls of SQLite, as WebAssembly exports it: pointers are numbers, texts end with a
// zero byte, and a result other than 0 is SQLite's code of what went wrong.

export type SqliteExports = {
  malloc(bytes: number): number;
  free(pointer: number): void;
  sqlite3_open_v2(name: number, database: number, flags: number, vfs: number): number;
  sqlite3_close_v2(database: number): number;
  sqlite3__wasm_db_config_pii(db: number, option: number, p: number, a: number, b: number): number;
  sqlite3_extended_result_codes(database: number, on: number): number;
  sqlite3_extended_errcode(database: number): number;
  sqlite3_errmsg(database: number): number;
  sqlite3_get_autocommit(database: number): number;
  sqlite3_changes(database: number): number;
  sqlite3_last_insert_rowid(database: number): bigint;
  sqlite3_exec(database: number, sql: number, each: number, tell: number, error: number): number;
  sqlite3_prepare_v2(db: number, sql: number, length: number, out: number, tail: number): number;
  sqlite3_finalize(statement: number): number;
  sqlite3_step(statement: number): number;
  sqlite3_reset(statement: number): number;
  sqlite3_bind_null(statement: number, index: number): number;
  sqlite3_bind_int(statement: number, index: number, value: number): number;
  sqlite3_bind_int64(statement: number, index: number, value: bigint): number;
  sqlite3_bind_double(statement: number, index: number, value: number): number;
  sqlite3_bind_text(s: number, index: number, text: number, length: number, free: number): number;
  sqlite3_column_count(statement: number): number;
  sqlite3_column_name(statement: number, index: number): number;
  sqlite3_column_type(statement: number, index: number): number;
  sqlite3_column_double(statement: number, index: number): number;
  sqlite3_column_text(statement: number, index: number): number;
  sqlite3_column_bytes(statement: number, index: number): number;
};
