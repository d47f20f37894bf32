// Stands in for `debug` in the bundle of the commands. Loading the real one costs as much as parsing all flags, for
// messages that oclif writes about itself. Where these matter (plugins, help), oclif is loaded in full, with `debug`.
module.exports = (namespace) =>
  Object.assign(() => {}, { enabled: false, namespace, extend: () => () => {} });
