"""The decision helper below a policy: from what an agent answers to the decision, with its reasons and the wording."""
