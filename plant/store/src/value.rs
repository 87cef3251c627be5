//! Values on their way into a statement.

use base::{Id, Time};
use serde_json::Value;
use std::borrow::Cow;

/// A value as both engines can take it.
#[derive(Debug, Clone, PartialEq)]
pub enum Val<'a> {
    Null,
    Int(i64),
    Float(f64),
    Bool(bool),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    Id(Id),
}

/// The parameters of a statement, `$1` first.
pub type Params<'a> = &'a [&'a (dyn ToVal + Sync)];

/// What can be a parameter.
pub trait ToVal {
    /// Returns the value to be sent.
    fn to_val(&self) -> Val<'_>;
}

impl<T: ToVal + ?Sized> ToVal for &T {
    fn to_val(&self) -> Val<'_> {
        (**self).to_val()
    }
}

impl<T: ToVal> ToVal for Option<T> {
    fn to_val(&self) -> Val<'_> {
        self.as_ref().map_or(Val::Null, ToVal::to_val)
    }
}

macro_rules! to_val {
    ($($type:ty: |$it:ident| $val:expr;)*) => { $(
        impl ToVal for $type {
            fn to_val(&self) -> Val<'_> {
                let $it = self;
                $val
            }
        }
    )* };
}

to_val! {
    i64: |it| Val::Int(*it);
    i32: |it| Val::Int(i64::from(*it));
    i16: |it| Val::Int(i64::from(*it));
    u32: |it| Val::Int(i64::from(*it));
    u16: |it| Val::Int(i64::from(*it));
    u8: |it| Val::Int(i64::from(*it));
    f64: |it| Val::Float(*it);
    bool: |it| Val::Bool(*it);
    str: |it| Val::Text(Cow::Borrowed(it));
    String: |it| Val::Text(Cow::Borrowed(it));
    Cow<'_, str>: |it| Val::Text(Cow::Borrowed(it));
    [u8]: |it| Val::Bytes(Cow::Borrowed(it));
    Vec<u8>: |it| Val::Bytes(Cow::Borrowed(it));
    Id: |it| Val::Id(*it);
    Time: |it| Val::Int(it.micros());
    Value: |it| Val::Text(Cow::Owned(it.to_string()));
}

impl<const N: usize> ToVal for [u8; N] {
    fn to_val(&self) -> Val<'_> {
        Val::Bytes(Cow::Borrowed(self))
    }
}
