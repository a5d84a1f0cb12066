// The editor's side of content.fields.HelpStreamBlock: blocks of parts that are switched off are shown, but not offered.
(() => {
  const hidden = "missing_block";
  class HelpStreamBlockDefinition extends window.wagtailStreamField.blocks.StreamBlockDefinition {
    constructor(name, groups, initialChildStates, meta) {
      super(name, groups, initialChildStates, meta);
      this.groupedChildBlockDefs = groups.filter(([group]) => group !== hidden);
    }
  }
  window.telepath.register("sanad.HelpStreamBlock", HelpStreamBlockDefinition);
})();
