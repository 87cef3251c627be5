//! Values to the types that PostgreSQL asks for, and back.

use crate::Found;
use crate::value::Val;
use base::Id;
use bytes::BytesMut;
use std::error::Error;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

/// A value on its way; it is written as the type that the statement's parameter has.
#[derive(Debug)]
pub(super) struct Sent<'a>(pub(super) Val<'a>);

impl ToSql for Sent<'_> {
    fn to_sql(&self, wanted: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (&self.0, wanted) {
            (Val::Null, _) => Ok(IsNull::Yes),
            (Val::Int(n), &Type::INT4) => i32::try_from(*n)?.to_sql(wanted, out),
            (Val::Int(n), &Type::FLOAT8) => (*n as f64).to_sql(wanted, out),
            (Val::Int(n), &Type::INT8) => n.to_sql(wanted, out),
            (Val::Float(n), &Type::FLOAT8) => n.to_sql(wanted, out),
            (Val::Bool(b), &Type::BOOL) => b.to_sql(wanted, out),
            (Val::Text(text), _) if text.contains('\0') => {
                Err("text with a NUL character cannot be stored".into())
            }
            (Val::Text(text), &Type::TEXT | &Type::VARCHAR) => text.as_ref().to_sql(wanted, out),
            (Val::Bytes(bytes), &Type::BYTEA) => bytes.as_ref().to_sql(wanted, out),
            (Val::Id(id), &Type::UUID) => id.uuid().to_sql(wanted, out),
            (value, wanted) => Err(format!("{} cannot be sent as {wanted}", value.kind()).into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Found<'a> {
    fn from_sql(found: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *found {
            Type::INT2 => Found::Int(i16::from_sql(found, raw)?.into()),
            Type::INT4 => Found::Int(i32::from_sql(found, raw)?.into()),
            Type::INT8 => Found::Int(i64::from_sql(found, raw)?),
            Type::FLOAT8 => Found::Float(f64::from_sql(found, raw)?),
            Type::BOOL => Found::Bool(bool::from_sql(found, raw)?),
            Type::TEXT | Type::VARCHAR | Type::UNKNOWN => Found::Text(<&str>::from_sql(found, raw)?),
            Type::BYTEA => Found::Bytes(<&[u8]>::from_sql(found, raw)?),
            Type::UUID => Found::Id(Id::from(uuid::Uuid::from_sql(found, raw)?)),
            _ => return Err(format!("a column of type {found} cannot be read").into()),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Found::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}
