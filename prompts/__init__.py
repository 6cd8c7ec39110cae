"""What we say to models: Markdown files with `$names`, and the sentence we refuse with."""

from prompts.load import Prompt, PromptInvalid, load_prompt, refusal

__all__ = ["Prompt", "PromptInvalid", "load_prompt", "refusal"]
