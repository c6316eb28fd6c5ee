"""Checkpoints in and out: PyTorch's, Keras's and our own names, in three safe formats.

========  ==============================  =====================================  ==================
ours      PyTorch                         Keras                                  shape here
========  ==============================  =====================================  ==================
W_x       weight_ih_l0                    cell/vars/0, transposed                (H, F)
W_h       weight_hh_l0                    cell/vars/1, transposed                (H, H)
b         bias_ih_l0 + bias_hh_l0         cell/vars/2                            (H)
W_o, b_o  weight, bias of an nn.Linear    vars/0, transposed, vars/1 of a Dense  (O, H), (O)
embedding weight of an nn.Embedding       vars/0 of an Embedding                 (V, F)
========  ==============================  =====================================  ==================

W_h is square, so no shape tells whether it must be transposed: the names do. Files are
``.safetensors``, ``.npz`` and ``.h5``; vocabulary and labels travel as JSON lists in the metadata
of the first and as arrays of strings in the others. Pickled checkpoints run code when they are
opened, so they are never opened.
"""
