"""What we say to models: Markdown files with `$names`, and the sentence we refuse with."""

from prompts.load import LANGUAGE_NAMES, Prompt, PromptInvalid, load_prompt, refusal

__all__ = ["LANGUAGE_NAMES", "Prompt", "PromptInvalid", "load_prompt", "refusal"]
