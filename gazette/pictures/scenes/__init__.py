"""The pictures: each module has functions that paint one; `PICTURES` names them all."""
