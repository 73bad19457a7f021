"""The sub-commands of `reported-figures`, one module each; see `helpers.command_line` for what a module offers."""
