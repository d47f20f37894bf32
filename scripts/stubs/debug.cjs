// Stands in for `debug` in the bundle of the commands. Loading it costs as much as parsing the flags, and it prints only
// where DEBUG is set; there the real one is loaded.
const silent = () => {};
const create = (namespace) => Object.assign(() => {}, { enabled: false, namespace, extend: () => silent });
module.exports = process.env.DEBUG ? require("#oclif").debug : create;
