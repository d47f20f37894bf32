// Stands in for node:crypto in got's diagnostics channels: see scripts/build/lazy-builtins.js.
export const randomUUID = () => "";
